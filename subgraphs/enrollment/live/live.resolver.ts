import { Arg, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import type { Scope } from '../../../kit/scope/scope';
import { EnrollmentLoaders } from '../enrollment/enrollment.loaders';
import { ProgressLoaders } from '../progress/progress.loaders';
import { SeatLoaders } from '../seat/seat.loaders';
import { LiveService } from './live.service';
import type { EnrollmentMessage, SeatsMessage } from './live.topics';
import { CourseProgressChanged, EnrollmentChanged, SeatsChanged } from './live.types';

interface InCourse {
  readonly courseId: string;
}

@Resolver()
export class LiveResolver {
  @Subscription(() => CourseProgressChanged, {
    nullable: true,
    subscribe: liveSource((scope, { courseId }: InCourse) => scope.get(LiveService).progress(courseId)),
    description: "The viewer's own progress in a course, each time it changes; ends with the enrolment.",
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  async courseProgressChanged(
    @Ctx() scope: Scope,
    @Root() { enrollmentId }: EnrollmentMessage,
    @Arg('courseId', () => ID, { description: 'The course.' }) _courseId: string,
  ): Promise<CourseProgressChanged | null> {
    const enrollment = await scope.get(EnrollmentLoaders).visible.load(enrollmentId);
    const progress = enrollment && (await scope.get(ProgressLoaders).ofEnrollment.load(enrollmentId));
    return progress ? { enrollment, progress } : null;
  }

  @Subscription(() => EnrollmentChanged, {
    nullable: true,
    subscribe: liveSource((scope, { courseId }: InCourse) => scope.get(LiveService).enrollments(courseId)),
    description:
      "The viewer's own enrolment when it changes, until it ends; every enrolment of the course for those who teach it.",
  })
  @Directive('@authenticated')
  @Live({ overflow: 'DROP_OLDEST' })
  async enrollmentChanged(
    @Ctx() scope: Scope,
    @Root() { enrollmentId }: EnrollmentMessage,
    @Arg('courseId', () => ID, { description: 'The course.' }) _courseId: string,
  ): Promise<EnrollmentChanged | null> {
    const enrollment = await scope.get(EnrollmentLoaders).visible.load(enrollmentId);
    return enrollment ? { enrollment } : null;
  }

  @Subscription(() => SeatsChanged, {
    nullable: true,
    subscribe: liveSource((scope, { runId }: { runId: string }) => scope.get(LiveService).seats(runId)),
    description: 'The seats of a run, each time one is taken, freed, added or waited for.',
  })
  @Live({ overflow: 'LATEST' })
  async seatsChanged(
    @Ctx() scope: Scope,
    @Root() message: SeatsMessage,
    @Arg('runId', () => ID, { description: 'The run.' }) _runId: string,
  ): Promise<SeatsChanged | null> {
    const run = await scope.get(SeatLoaders).visible(message.runId);
    return run ? { run } : null;
  }
}
