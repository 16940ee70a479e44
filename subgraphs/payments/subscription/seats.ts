import { In, IsNull } from 'typeorm';
import type { Scope } from '../../../kit/scope/scope';
import type { PlanSubscription } from './subscription.entity';
import { SubscriptionSeat } from './subscription-seat.entity';

/** Who has the seats of a subscription, as it is written. The subscription is locked by whoever calls: never more than are paid. */
export class Seats {
  constructor(private readonly tx: Scope) {}

  /** Oldest first. */
  taken(subscriptionId: string): Promise<SubscriptionSeat[]> {
    return this.tx.db.find(SubscriptionSeat, {
      where: { subscriptionId, unassignedAt: IsNull() },
      order: { assignedAt: 'ASC', id: 'ASC' },
    });
  }

  async give({ id: subscriptionId, organisationId }: PlanSubscription, userId: string): Promise<SubscriptionSeat> {
    const seat = Object.assign(new SubscriptionSeat(), {
      id: this.tx.ids.next(),
      subscriptionId,
      organisationId,
      userId,
      assignedAt: this.tx.clock.now(),
      unassignedAt: null,
      openedUntil: null,
      openedPlanId: null,
    });
    await this.tx.db.insert(SubscriptionSeat, seat);
    return seat;
  }

  async takeBack(seats: readonly SubscriptionSeat[]): Promise<void> {
    if (seats.length === 0) return;
    const id = In(seats.map((seat) => seat.id));
    await this.tx.db.update(SubscriptionSeat, { id }, { unassignedAt: this.tx.clock.now() });
  }

  /** Where fewer are paid than are taken, the newest go. */
  async fit({ id, quantity }: PlanSubscription): Promise<void> {
    const taken = await this.taken(id);
    await this.takeBack(taken.slice(quantity));
  }
}
