import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { PlanLoaders } from '../plan/plan.loaders';
import { paymentsErrors } from '../payments.errors';
import { Openings } from './openings';
import { Seats } from './seats';
import { PlanSubscription } from './subscription.entity';
import type { SubscriptionSeatInput } from './subscription.input';
import { subscriptionPolicy } from './subscription.policy';
import { announceSubscription } from './subscription.topics';
import { AssignSubscriptionSeatPayload, SeatsTaken, type AssignOutcome } from './subscription.types';

/** Who gets the seats of a subscription: its subscriber decides. */
export class SeatService {
  constructor(private readonly scope: Scope) {}

  /** Who has one keeps it. @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE where it has no seats, or is over */
  assign({ id, userId }: SubscriptionSeatInput): Promise<AssignOutcome> {
    return this.scope.transaction(async (tx) => {
      const subscription = await withSeats(tx, id);
      if (subscription.isOver) throw paymentsErrors.SUBSCRIPTION_STATE({ state: subscription.state });
      const taken = await tx.get(Seats).taken(id);
      const known = taken.find((seat) => seat.userId === userId);
      if (known) return AssignSubscriptionSeatPayload.of(subscription, known);
      if (taken.length >= subscription.quantity) return SeatsTaken.of(taken.length);
      const seat = await tx.get(Seats).give(subscription, userId);
      await tx.get(Openings).refresh(subscription);
      announceSubscription(tx, id);
      return AssignSubscriptionSeatPayload.of(subscription, seat);
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND where they have none */
  unassign({ id, userId }: SubscriptionSeatInput): Promise<PlanSubscription> {
    return this.scope.transaction(async (tx) => {
      const subscription = await withSeats(tx, id);
      const seat = (await tx.get(Seats).taken(id)).find((one) => one.userId === userId);
      if (!seat) throw kitErrors.NOT_FOUND({ thing: 'seat' });
      await tx.get(Seats).takeBack([seat]);
      await tx.get(Openings).refresh(subscription);
      announceSubscription(tx, id);
      return subscription;
    });
  }
}

/** Locked: never more than are paid. */
async function withSeats(tx: Scope, id: string): Promise<PlanSubscription> {
  signedIn(tx.viewer);
  const subscription = await tx.require(PlanSubscription, id, subscriptionPolicy.own);
  const plan = await tx.get(PlanLoaders).known.load(subscription.planId);
  if (!plan?.hasSeats) throw paymentsErrors.SUBSCRIPTION_STATE({ state: 'for one person' });
  return subscription;
}
