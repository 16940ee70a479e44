import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentService } from '../enrollment/enrollment.service';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { Rights } from '../entitlement/entitlement.rights';
import { placeFor } from '../order/place';
import { SeatService } from '../seat/seat.service';
import type { SubscriptionAccess } from './subscription-access.entity';
import { COVERS } from './subscription-access.loaders';

interface Left {
  readonly enrollmentId: string;
  readonly courseId: string;
}

/** Who subscribes again goes on where they were: a new stay, with the progress of the one that had run out. Use in a transaction. */
export class SubscriptionReturn {
  constructor(private readonly tx: Scope) {}

  async of({ id, userId }: SubscriptionAccess): Promise<void> {
    const left = await this.tx.db.query<Left[]>(LEFT, [id, EnrollmentStatus.EXPIRED, EnrollmentStatus.ACTIVE]);
    for (const stay of left) await this.goOn(userId, stay);
  }

  /** Where that takes no choice, and a seat is free; else the learner enrols. */
  private async goOn(userId: string, { courseId, enrollmentId: carriedFromId }: Left): Promise<void> {
    const learning = { userId, courseId };
    await this.tx.get(Rights).lock(learning);
    if (await this.tx.db.existsBy(Enrollment, { ...learning, status: EnrollmentStatus.ACTIVE })) return;
    const course = await this.tx.get(CourseLoaders).facts.load(courseId);
    if (!course?.isPublished || !(await this.tx.get(Rights).live(learning))) return;
    const place = placeFor(await this.tx.get(SeatService).offered(courseId), this.tx.clock.now());
    if (place.kind !== 'RUN') return;
    const runId = place.run?.runId ?? null;
    if (runId !== null && !(await this.tx.get(SeatService).take(runId))) return;
    await this.tx.get(EnrollmentService).start({ course, userId, runId, carriedFromId });
  }
}

/** The last stay in each course that is opened, where it had run out. */
const LEFT = `
  SELECT last.id AS "enrollmentId", course.id AS "courseId" FROM subscription_access access, course, LATERAL (
    SELECT id, status FROM enrollment WHERE enrollment.user_id = access.user_id AND enrollment.course_id = course.id
     ORDER BY status = $3 DESC, started_at DESC, id DESC LIMIT 1) last
   WHERE access.id = $1 AND last.status = $2 AND ${COVERS}
     AND course.id IN (SELECT course_id FROM enrollment WHERE enrollment.user_id = access.user_id AND status = $2)
   ORDER BY course.id`;
