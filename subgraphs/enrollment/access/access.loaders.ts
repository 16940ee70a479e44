import { isUuid } from '../../../kit/scope/ids';
import { releaseOf, type Release } from '../../../kit/learning/release';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import type { CurriculumLesson } from '../course/curriculum.entity';
import { isStaff, type KnownCourse } from '../course/known-course.entity';
import { EntitlementLoaders } from '../entitlement/entitlement.loaders';
import { EnrollmentLoaders } from '../enrollment/enrollment.loaders';
import { LessonRef } from '../lesson/lesson.stub';
import { ProgressLoaders } from '../progress/progress.loaders';
import { SeatLoaders } from '../seat/seat.loaders';
import { decideCourse, decideLesson } from './access.decision';
import { SubscriptionAccessLoaders } from '../subscription/subscription-access.loaders';
import type { Access, LessonAccess } from './access.types';

/** Puts the facts for a decision together, all of them by loaders. */
export class AccessLoaders {
  constructor(private readonly scope: Scope) {}

  /** Null for a course that the viewer may not know of. */
  async ofCourse(courseId: string): Promise<Access | null> {
    const course = await this.scope.get(CourseLoaders).visible.load(courseId);
    return course ? this.decide(course) : null;
  }

  /** Null for a lesson that is not in the published course, or whose course the viewer may not know of. */
  async ofLesson(lessonId: string): Promise<LessonAccess | null> {
    const place = await this.scope.get(CourseLoaders).lesson.load(lessonId);
    const course = place && (await this.scope.get(CourseLoaders).visible.load(place.courseId));
    const curriculum = course && (await this.scope.get(CourseLoaders).curriculum.load(course.id));
    const lesson = curriculum?.lessons.find((candidate) => candidate.lessonId === lessonId);
    if (!course || !lesson) return null;
    const release = await this.releaseOf(course.id, lesson);
    const decision = decideLesson(await this.decide(course), { isPreview: lesson.isPreview, release });
    return { ...decision, waitingFor: (release?.waitingFor ?? []).map((id) => LessonRef.of(id)) };
  }

  private async decide(course: KnownCourse): Promise<Access> {
    const { viewer, clock } = this.scope;
    const learning = viewer.id && isUuid(viewer.id) ? { userId: viewer.id, courseId: course.id } : null;
    const enrollments = this.scope.get(EnrollmentLoaders);
    const [enrollment, entitlements, covering, isWaiting] = await Promise.all([
      learning && enrollments.active.load(learning),
      learning ? this.scope.get(EntitlementLoaders).held.load(learning) : [],
      learning ? this.scope.get(SubscriptionAccessLoaders).covering.load(learning) : [],
      learning ? this.isWaiting(course.id) : false,
    ]);
    const { isPublished, isFree } = course;
    return decideCourse({
      isSignedIn: viewer.id !== null,
      isStaff: isStaff(viewer, course),
      isPublished,
      isFree,
      isEnrolled: enrollment !== null,
      isWaiting,
      entitlements: [...entitlements, ...covering],
      now: clock.now(),
    });
  }

  private async isWaiting(courseId: string): Promise<boolean> {
    return this.scope.get(SeatLoaders).viewerWaits.load(courseId);
  }

  /** Null where the viewer is not enrolled: the rules count from the day of enrolment. */
  private async releaseOf(courseId: string, { lessonId, releaseRules }: CurriculumLesson): Promise<Release | null> {
    const enrollment = await this.scope.get(EnrollmentLoaders).ofViewer(courseId);
    if (!enrollment) return null;
    const needed = releaseRules.flatMap((rule) => (rule.kind === 'AFTER_LESSON' ? [rule.lessonId] : []));
    const rows = await Promise.all(
      [lessonId, ...needed].map((id) => this.scope.get(ProgressLoaders).viewerLesson.load(id)),
    );
    const completed = new Set(rows.flatMap((row) => (row?.completedAt ? [row.lessonId] : [])));
    return releaseOf(releaseRules, {
      lessonId,
      now: this.scope.clock.now(),
      enrolledAt: enrollment.startedAt,
      completed,
    });
  }
}
