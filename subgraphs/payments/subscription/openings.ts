import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { Plan, PlanCoverage } from '../plan/plan.entity';
import type { PlanSubscription } from './subscription.entity';
import { SubscriptionSeat } from './subscription-seat.entity';

/** Tells for whom a subscription opens what, until when. The subscription is locked by whoever calls. */
export class Openings {
  constructor(private readonly tx: Scope) {}

  /** Brings what others were told up to date. Where nothing is different nothing is told. */
  async refresh(subscription: PlanSubscription): Promise<void> {
    const seats = await this.tx.db.findBy(SubscriptionSeat, { subscriptionId: subscription.id });
    const plan = await this.tx.db.findOneByOrFail(Plan, { id: subscription.planId });
    for (const seat of seats) await this.tell(subscription, plan, seat);
  }

  private async tell(subscription: PlanSubscription, plan: Plan, seat: SubscriptionSeat): Promise<void> {
    const until = untilOf(subscription, seat);
    const isKnown = until?.getTime() === seat.openedUntil?.getTime() && seat.openedPlanId === plan.id;
    if (until === null || isKnown) return;
    await this.tx.db.update(SubscriptionSeat, seat.id, { openedUntil: until, openedPlanId: plan.id });
    const [row] = await this.tx.db.query<{ version: string }[]>(NEXT);
    await emit(this.tx, 'subscription.access.changed', {
      accessId: seat.id,
      subscriptionId: subscription.id,
      userId: seat.userId,
      organisationId: subscription.organisationId,
      source: plan.hasSeats ? 'SEAT' : 'SUBSCRIPTION',
      courseIds: plan.coverage === PlanCoverage.CATALOGUE ? null : plan.courseIds,
      version: Number(row!.version),
      startsAt: seat.assignedAt.toISOString(),
      endsAt: until.toISOString(),
    });
  }
}

/** What was never open is not closed either. */
function untilOf({ opensUntil }: PlanSubscription, { unassignedAt, openedUntil }: SubscriptionSeat): Date | null {
  if (unassignedAt === null) return opensUntil ?? openedUntil;
  if (openedUntil === null) return null;
  return openedUntil < unassignedAt ? openedUntil : unassignedAt;
}

const NEXT = `SELECT nextval('subscription_opening') AS version`;
