import { In } from 'typeorm';
import { emit } from '../../../kit/events/emit';
import type { EventPayload } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import type { KnownCourse } from '../course/known-course.entity';
import { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentService } from '../enrollment/enrollment.service';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { LeavingService } from '../enrollment/leaving.service';
import { Entitlement, EntitlementSource } from '../entitlement/entitlement.entity';
import type { Learning } from '../entitlement/entitlement.loaders';
import { Rights } from '../entitlement/entitlement.rights';
import { SeatService } from '../seat/seat.service';
import { WaitlistPromotion } from '../seat/waitlist.promotion';
import { placeFor } from './place';

type OrderLine = EventPayload<'order.paid'>['lines'][number];
type Refusal = EventPayload<'order.line.refused'>['reason'];
type HandedOver = Pick<EventPayload<'order.line.fulfilled'>, 'entitlementId' | 'enrollmentId'>;

/** Where the right to what was bought comes from: for oneself, or as a gift. */
type Bought = EntitlementSource.ORDER | EntitlementSource.GIFT;
const bought: readonly Bought[] = [EntitlementSource.ORDER, EntitlementSource.GIFT];

/** Hands out what was bought, line by line, and takes back what was refunded. The line's id is what makes it happen once. */
export class HandoverService {
  constructor(private readonly tx: Scope) {}

  /** @param source GIFT where somebody else bought it, and the learner came with its code */
  async handOver(orderId: string, line: OrderLine, source: Bought = EntitlementSource.ORDER): Promise<void> {
    const { lineId } = line;
    await this.tx.get(Rights).lock(line);
    // Refunded before it came to be handed over: nobody waits for an answer any more.
    if (await this.grantedFor(line)) return;
    const outcome = await this.decide(line, source);
    if (typeof outcome === 'string') await emit(this.tx, 'order.line.refused', { orderId, lineId, reason: outcome });
    else await emit(this.tx, 'order.line.fulfilled', { orderId, lineId, ...outcome });
  }

  /** Events come in any order: what is refunded before it was handed over is remembered, so that it never is. */
  async takeBack(line: OrderLine): Promise<void> {
    const { lineId, courseId, userId, organisationId } = line;
    await this.tx.get(Rights).lock(line);
    const granted = await this.grantedFor(line);
    const revokedAt = this.tx.clock.now();
    if (!granted) {
      const facts = { userId, courseId, organisationId, source: EntitlementSource.ORDER, sourceReference: lineId };
      await this.tx.get(Rights).grant({ ...facts, revokedAt });
    } else if (!granted.revokedAt) {
      await this.tx.get(Rights).revoke(granted);
      await this.tx.get(LeavingService).endWithoutAccess(line, 'REVOKED');
    }
  }

  private grantedFor({ lineId, userId, courseId }: OrderLine): Promise<Entitlement | null> {
    const once = { source: In(bought), sourceReference: lineId, userId, courseId };
    return this.tx.db.getRepository(Entitlement).findOneBy(once);
  }

  private async decide(line: OrderLine, source: Bought): Promise<HandedOver | Refusal> {
    const course = await this.tx.get(CourseLoaders).facts.load(line.courseId);
    if (!course?.isPublished) return 'COURSE_WITHDRAWN';
    if (await this.isOwned(line)) return 'ALREADY_OWNED';
    const active = await this.active(line);
    const enrollment = active ?? (await this.admit(course, line.userId));
    if (typeof enrollment === 'string') return enrollment;
    const { userId, lineId } = line;
    const facts = { userId, courseId: course.id, organisationId: course.organisationId };
    const entitlement = await this.tx.get(Rights).grant({ ...facts, source, sourceReference: lineId });
    return { entitlementId: entitlement.id, enrollmentId: enrollment?.id ?? null };
  }

  /** Enrols where that takes no choice; null where the learner has to choose a run. */
  private async admit(course: KnownCourse, userId: string): Promise<Enrollment | null | Refusal> {
    const place = placeFor(await this.tx.get(SeatService).offered(course.id), this.tx.clock.now());
    if (place.kind === 'CHOOSE') return null;
    if (place.kind === 'OVER') return 'COURSE_WITHDRAWN';
    if (place.kind === 'FULL') return 'COURSE_FULL';
    const { run } = place;
    if (run && !(await this.tx.get(SeatService).take(run.runId))) return 'COURSE_FULL';
    const enrollment = await this.tx.get(EnrollmentService).start({ course, userId, runId: run?.runId ?? null });
    if (run) await this.tx.get(WaitlistPromotion).settle(run.runId, userId);
    return enrollment;
  }

  /** Has it for good: what ends some day, or with a subscription, may be bought as well. */
  private async isOwned(learning: Learning): Promise<boolean> {
    const live = await this.tx.get(Rights).live(learning);
    return live !== null && live.expiresAt === null && live.source !== EntitlementSource.SUBSCRIPTION;
  }

  private active({ userId, courseId }: Learning): Promise<Enrollment | null> {
    return this.tx.db.getRepository(Enrollment).findOneBy({ userId, courseId, status: EnrollmentStatus.ACTIVE });
  }
}
