import { defineCron } from '../../../kit/jobs/job';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Learning } from '../entitlement/entitlement.loaders';
import { Rights } from '../entitlement/entitlement.rights';
import { COVERS } from '../subscription/subscription-access.loaders';
import { WaitlistPromotion } from '../seat/waitlist.promotion';
import { signedIn } from '../../../kit/identity/signed-in';
import { Enrollment } from './enrollment.entity';
import { enrollmentPolicy } from './enrollment.policy';
import { EnrollmentService } from './enrollment.service';
import { EnrollmentStatus, type Ending } from './enrollment.states';

/** The ways out of a course. Each frees the seat, and the next in line gets it in the same transaction. */
export class LeavingService {
  constructor(private readonly scope: Scope) {}

  /** What was paid stays paid: the learner may enrol again. @throws NOT_FOUND, UNAUTHENTICATED */
  async leave(courseId: string): Promise<Enrollment> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const enrollment = await active(tx, { userId, courseId });
      if (!enrollment) throw kitErrors.NOT_FOUND({ thing: 'enrollment' });
      return this.end(tx, enrollment, 'LEFT');
    });
  }

  /** @throws NOT_FOUND, CONFLICT, ENROLLMENT_ENDED */
  cancel(id: string, expectedVersion?: number | null): Promise<Enrollment> {
    return this.scope.transaction(async (tx) =>
      this.end(tx, await tx.require(Enrollment, id, enrollmentPolicy.manage, expectedVersion), 'CANCELLED'),
    );
  }

  /** Ends the active enrolment, unless another entitlement still gives access. */
  endWithoutAccess(learning: Learning, how: Ending): Promise<void> {
    return this.scope.transaction(async (tx) => {
      await tx.get(Rights).lock(learning);
      const enrollment = await active(tx, learning);
      if (enrollment && !(await tx.get(Rights).live(learning))) await this.end(tx, enrollment, how);
    });
  }

  private async end(tx: Scope, enrollment: Enrollment, how: Ending): Promise<Enrollment> {
    const ended = await tx.get(EnrollmentService).end(enrollment, how);
    if (ended.runId) await tx.get(WaitlistPromotion).promote(ended.runId);
    return ended;
  }
}

async function active(tx: Scope, { userId, courseId }: Learning): Promise<Enrollment | null> {
  if (!isUuid(courseId)) return null;
  const query = tx.db
    .createQueryBuilder(Enrollment, 'row')
    .where({ userId, courseId, status: EnrollmentStatus.ACTIVE });
  return query.setLock('pessimistic_write').getOne();
}

/** Ends enrolments whose last entitlement has run out: each minute, each learner in a transaction of their own. */
export const endExpiredEnrollments = defineCron('end_expired_enrollments', '* * * * *', async (scope) => {
  const expired = await scope.db.query<Learning[]>(EXPIRED, [scope.clock.now()]);
  for (const learning of expired)
    await scope.as(scope.viewer).get(LeavingService).endWithoutAccess(learning, 'EXPIRED');
});

const EXPIRED = `
  SELECT user_id AS "userId", course_id AS "courseId" FROM enrollment
   WHERE status = 'ACTIVE' AND EXISTS (
     SELECT FROM entitlement WHERE entitlement.user_id = enrollment.user_id AND entitlement.course_id = enrollment.course_id AND expires_at <= $1)
     AND NOT EXISTS (
     SELECT FROM entitlement WHERE entitlement.user_id = enrollment.user_id AND entitlement.course_id = enrollment.course_id
        AND revoked_at IS NULL AND starts_at <= $1 AND (expires_at IS NULL OR expires_at > $1))
     AND NOT EXISTS (
     SELECT FROM subscription_access access JOIN course ON course.id = enrollment.course_id AND ${COVERS}
      WHERE access.user_id = enrollment.user_id AND ends_at > $1)
   ORDER BY user_id, course_id LIMIT 1000`;
