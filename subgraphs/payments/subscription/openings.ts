import { emitAll } from '../../../kit/events/emit-all';
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
    const news = seats.flatMap((seat) => {
      const until = untilOf(subscription, seat);
      const isKnown = until?.getTime() === seat.openedUntil?.getTime() && seat.openedPlanId === plan.id;
      return until === null || isKnown ? [] : [{ seat, until }];
    });
    if (news.length === 0) return;
    const versions = await this.keep(plan, news);
    const common = {
      subscriptionId: subscription.id,
      organisationId: subscription.organisationId,
      source: plan.hasSeats ? ('SEAT' as const) : ('SUBSCRIPTION' as const),
      courseIds: plan.coverage === PlanCoverage.CATALOGUE ? null : plan.courseIds,
    };
    const facts = news.map(({ seat: { id: accessId, userId, assignedAt }, until }) => ({
      ...common,
      accessId,
      userId,
      version: versions.get(accessId)!,
      startsAt: assignedAt.toISOString(),
      endsAt: until.toISOString(),
    }));
    await emitAll(this.tx, 'subscription.access.changed', facts);
  }

  /** Remembers what is told. @returns the version of each seat's news */
  private async keep(plan: Plan, news: readonly News[]): Promise<ReadonlyMap<string, number>> {
    const given = news.map(({ seat: { id }, until }) => ({ id, until }));
    const [rows] = await this.tx.db.query<[{ id: string; version: string }[], number]>(KEEP, [
      plan.id,
      JSON.stringify(given),
    ]);
    return new Map(rows.map(({ id, version }) => [id, Number(version)]));
  }
}

interface News {
  readonly seat: SubscriptionSeat;
  readonly until: Date;
}

/** What was never open is not closed either. */
function untilOf({ opensUntil }: PlanSubscription, { unassignedAt, openedUntil }: SubscriptionSeat): Date | null {
  if (unassignedAt === null) return opensUntil ?? openedUntil;
  if (openedUntil === null) return null;
  return openedUntil < unassignedAt ? openedUntil : unassignedAt;
}

const KEEP = `
  UPDATE subscription_seat seat SET opened_until = given.until, opened_plan_id = $1
    FROM json_to_recordset($2::json) AS given (id uuid, until timestamptz)
   WHERE seat.id = given.id RETURNING seat.id, nextval('subscription_opening') AS version`;
