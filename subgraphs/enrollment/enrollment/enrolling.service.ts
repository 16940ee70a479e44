import type { Scope } from '../../../kit/scope/scope';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { coursePolicy } from '../course/course.policy';
import { requireCourse } from '../course/course.require';
import type { KnownCourse } from '../course/known-course.entity';
import { Rights } from '../entitlement/entitlement.rights';
import { signedIn } from '../../../kit/identity/signed-in';
import { RequestKeys } from '../../../kit/requests/request-keys';
import { SeatService } from '../seat/seat.service';
import { WaitlistPromotion } from '../seat/waitlist.promotion';
import { Enrollment } from './enrollment.entity';
import {
  AlreadyEnrolled,
  CourseFull,
  EnrollPayload,
  PaymentRequired,
  type EnrollInput,
  type EnrollOutcome,
} from './enrollment.input';
import { EnrollmentService } from './enrollment.service';
import { EnrollmentStatus } from './enrollment.states';

/** The way in. */
export class EnrollingService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND for a course out of reach, RUN_REQUIRED, RUN_ENDED, IDEMPOTENCY_KEY_REUSED, UNAUTHENTICATED */
  enroll(input: EnrollInput): Promise<EnrollOutcome> {
    return this.scope.transaction((tx) =>
      tx.get(RequestKeys).once<EnrollOutcome, string>('enroll', input, {
        run: () => this.enrollOnce(tx, input),
        remember: (outcome) => (outcome instanceof EnrollPayload ? outcome.enrollment.id : null),
        recall: async (id) => EnrollPayload.of(await tx.db.getRepository(Enrollment).findOneByOrFail({ id })),
      }),
    );
  }

  private async enrollOnce(tx: Scope, { courseId, runId, carryOver, currency }: EnrollInput): Promise<EnrollOutcome> {
    const course = await requireOpenCourse(tx, courseId);
    const userId = signedIn(tx.viewer);
    const run = await tx.get(SeatService).choose(course.id, runId ?? null);
    await tx.get(Rights).lock({ userId, courseId: course.id });
    const last = await lastEnrollment(tx, userId, course.id);
    if (last?.isActive) return AlreadyEnrolled.of(last);
    const live = await tx.get(Rights).live({ userId, courseId: course.id });
    if (!live && !course.isFree) return PaymentRequired.of(course.priceIn(currency ?? null));
    if (run && !(await tx.get(SeatService).take(run.runId)))
      return CourseFull.of(await tx.get(SeatService).read(run.runId));
    await tx.get(Rights).enterFree(course, userId, live);
    const carriedFromId = carryOver ? (last?.id ?? null) : null;
    const enrollment = await tx
      .get(EnrollmentService)
      .start({ course, userId, runId: run?.runId ?? null, carriedFromId });
    if (run) await tx.get(WaitlistPromotion).settle(run.runId, userId);
    return EnrollPayload.of(enrollment);
  }
}

/** Published, and in the viewer's reach: staff who may see a draft cannot enrol in it either. */
export async function requireOpenCourse(tx: Scope, courseId: string): Promise<KnownCourse> {
  const course = await requireCourse(tx, courseId, coursePolicy.see);
  if (!course.isPublished) throw kitErrors.NOT_FOUND({ thing: 'course' });
  return course;
}

/** The active one, else the one that ended last. */
async function lastEnrollment(tx: Scope, userId: string, courseId: string): Promise<Enrollment | null> {
  const rows = await tx.db
    .getRepository(Enrollment)
    .find({ where: { userId, courseId }, order: { startedAt: 'DESC', id: 'DESC' }, take: 20 });
  return rows.find((row) => row.status === EnrollmentStatus.ACTIVE) ?? rows[0] ?? null;
}
