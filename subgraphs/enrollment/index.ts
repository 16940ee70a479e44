import { defineSubgraph } from '../../kit/subgraph/define';
import { CourseAccessResolver, LessonAccessResolver } from './access/access.resolver';
import { BulkResolver } from './bulk/bulk.resolver';
import { Cohort } from './cohort/cohort.entity';
import { resolveCohort } from './cohort/cohort.reference';
import { CohortResolver } from './cohort/cohort.resolver';
import { onCourseChanged, onCurriculumPublished } from './course/course.events';
import { CourseResolver } from './course/course.resolver';
import { resolveCourse } from './course/course.stub';
import { Curriculum, KnownLesson } from './course/curriculum.entity';
import { KnownCourse } from './course/known-course.entity';
import { enrollmentErrors } from './enrollment.errors';
import { Enrollment } from './enrollment/enrollment.entity';
import { resolveEnrollment } from './enrollment/enrollment.reference';
import { EnrollmentResolver } from './enrollment/enrollment.resolver';
import { endExpiredEnrollments } from './enrollment/leaving.service';
import { Entitlement } from './entitlement/entitlement.entity';
import { resolveEntitlement } from './entitlement/entitlement.reference';
import { EntitlementResolver } from './entitlement/entitlement.resolver';
import { LessonResolver } from './lesson/lesson.resolver';
import { resolveLesson } from './lesson/lesson.stub';
import { LiveResolver } from './live/live.resolver';
import { migrations } from './migrations';
import { onGiftRedeemed, onOrderPaid, onOrderRefunded } from './order/order.events';
import { CourseProgress } from './progress/course-progress.entity';
import { LessonProgress } from './progress/lesson-progress.entity';
import { onPlaybackWatched } from './progress/progress.events';
import { ProgressFact } from './progress/progress-fact.entity';
import { ProgressResolver } from './progress/progress.resolver';
import { recomputeCourse } from './progress/recompute.job';
import { RequestKey } from '../../kit/requests/request-key.entity';
import { forgetRequestKeys } from '../../kit/requests/request-keys';
import { RunSeats } from './seat/run-seats.entity';
import { RunSeatsResolver, WaitlistResolver } from './seat/seat.resolver';
import { WaitlistEntry } from './seat/waitlist-entry.entity';
import { seed } from './seed';
import { closeSubscriptionAccess, onSubscriptionAccessChanged } from './subscription/subscription.events';
import { SubscriptionAccess } from './subscription/subscription-access.entity';
import { resolveUser } from './user/user.stub';
import { UserResolver } from './user/user.resolver';

export const enrollment = defineSubgraph({
  name: 'enrollment',
  resolvers: [
    EnrollmentResolver,
    EntitlementResolver,
    RunSeatsResolver,
    WaitlistResolver,
    CohortResolver,
    BulkResolver,
    ProgressResolver,
    LiveResolver,
    CourseResolver,
    CourseAccessResolver,
    LessonResolver,
    LessonAccessResolver,
    UserResolver,
  ],
  references: {
    Enrollment: resolveEnrollment,
    Entitlement: resolveEntitlement,
    Cohort: resolveCohort,
    Course: resolveCourse,
    Lesson: resolveLesson,
    User: resolveUser,
  },
  entities: [
    KnownCourse,
    Curriculum,
    KnownLesson,
    RunSeats,
    WaitlistEntry,
    Entitlement,
    SubscriptionAccess,
    Enrollment,
    Cohort,
    ProgressFact,
    LessonProgress,
    CourseProgress,
    RequestKey,
  ],
  migrations,
  unseenTables: ['subscription_access', 'progress_fact', 'course_progress', 'lesson_progress', 'request_key'],
  emits: [
    'entitlement.granted',
    'entitlement.revoked',
    'enrollment.started',
    'enrollment.ended',
    'waitlist.promoted',
    'lesson.completed',
    'course.completed',
    'order.line.fulfilled',
    'order.line.refused',
  ],
  handlers: [
    onCourseChanged,
    onCurriculumPublished,
    onPlaybackWatched,
    onOrderPaid,
    onGiftRedeemed,
    onOrderRefunded,
    onSubscriptionAccessChanged,
  ],
  jobs: [endExpiredEnrollments, closeSubscriptionAccess, recomputeCourse, forgetRequestKeys],
  errors: enrollmentErrors,
  sensitive: ['User.enrollments', 'User.learningNow', 'Course.enrollments', 'Course.cohorts', 'Cohort.members'],
  seed,
});
