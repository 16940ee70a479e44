import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { coursePolicy } from '../course/course.policy';
import { CourseLoaders } from '../course/course.loaders';
import { requireCourse } from '../course/course.require';
import { EnrollmentLoaders } from '../enrollment/enrollment.loaders';
import { enrollmentErrors } from '../enrollment.errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { SeatLoaders } from '../seat/seat.loaders';
import {
  enrollmentTopic,
  learnerKey,
  progressTopic,
  seatsTopic,
  type EnrollmentMessage,
  type SeatsMessage,
} from './live.topics';
import { watch, type Verdict } from '../../../kit/live/watch';

/** Who may listen to what; asked when a stream begins and again for each message. */
export class LiveService {
  constructor(private readonly scope: Scope) {}

  /** The viewer's own progress, until the enrolment ends. @throws NOT_FOUND, NOT_ENROLLED, UNAUTHENTICATED */
  async progress(courseId: string): Promise<AsyncIterable<EnrollmentMessage>> {
    const userId = signedIn(this.scope.viewer);
    await requireCourse(this.scope, courseId, coursePolicy.see);
    if (!(await this.isEnrolled(courseId))) throw enrollmentErrors.NOT_ENROLLED();
    const source = progressTopic.subscribe(this.scope.live, learnerKey(courseId, userId));
    return watch(source, async () => ((await this.isEnrolled(courseId)) ? 'PASS' : 'END'));
  }

  /** A learner's own enrolment until it ends; all of a course for those who teach it. @throws NOT_FOUND, NOT_ENROLLED, UNAUTHENTICATED */
  async enrollments(courseId: string): Promise<AsyncIterable<EnrollmentMessage>> {
    const userId = signedIn(this.scope.viewer);
    await requireCourse(this.scope, courseId, coursePolicy.see);
    const isStaff = await this.teaches(courseId);
    if (!isStaff && !(await this.isEnrolled(courseId))) throw enrollmentErrors.NOT_ENROLLED();
    const source = enrollmentTopic.subscribe(this.scope.live, isStaff ? courseId : learnerKey(courseId, userId));
    return watch(source, isStaff ? () => this.judgeAsStaff(courseId) : (message) => this.judgeAsLearner(message));
  }

  /** @throws NOT_FOUND */
  async seats(runId: string): Promise<AsyncIterable<SeatsMessage>> {
    if (!(await this.seesRun(runId))) throw kitErrors.NOT_FOUND({ thing: 'run' });
    return watch(seatsTopic.subscribe(this.scope.live, runId), async () =>
      (await this.seesRun(runId)) ? 'PASS' : 'END',
    );
  }

  private async judgeAsStaff(courseId: string): Promise<Verdict> {
    return (await this.teaches(courseId)) ? 'PASS' : 'END';
  }

  private async judgeAsLearner({ enrollmentId }: EnrollmentMessage): Promise<Verdict> {
    const enrollment = await this.fresh().get(EnrollmentLoaders).visible.load(enrollmentId);
    if (!enrollment) return 'END';
    return enrollment.isActive ? 'PASS' : 'PASS_AND_END';
  }

  private async isEnrolled(courseId: string): Promise<boolean> {
    return (await this.fresh().get(EnrollmentLoaders).ofViewer(courseId)) !== null;
  }

  private async teaches(courseId: string): Promise<boolean> {
    return (await this.fresh().get(CourseLoaders).taught.load(courseId)) !== null;
  }

  private async seesRun(runId: string): Promise<boolean> {
    return (await this.fresh().get(SeatLoaders).visible(runId)) !== null;
  }

  /** Loaders remember; a stream outlives what they remember. */
  private fresh(): Scope {
    return this.scope.as(this.scope.viewer);
  }
}
