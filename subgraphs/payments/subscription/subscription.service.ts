import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { PaymentMethod } from '../method/payment-method.entity';
import { paymentMethodPolicy } from '../method/payment-method.policy';
import { paymentsErrors } from '../payments.errors';
import { SubscriptionProvider, type SubscriptionUpdate } from '../provider/subscription-provider';
import { orDeclined } from './or-declined';
import { SubscriptionDealings } from './subscription.dealings';
import { SubscriptionEnd } from './subscription.end';
import { decideEnd } from './subscription.ending';
import { PlanSubscription, SubscriptionEnding } from './subscription.entity';
import type { EndSubscriptionInput, SetSubscriptionPaymentMethodInput } from './subscription.input';
import { subscriptionPolicy } from './subscription.policy';
import { isInGoodStanding, statesInGoodStanding, SubscriptionState } from './subscription.states';
import { SubscriptionTaxes } from './subscription.taxes';
import {
  ResumeSubscriptionPayload,
  SetSubscriptionPaymentMethodPayload,
  type ResumeOutcome,
  type SetMethodOutcome,
} from './subscription.types';

const { ACTIVE, PAUSED } = SubscriptionState;

/** A period begins now, and is paid now or not at all. */
const anew: SubscriptionUpdate = {
  billing_cycle_anchor: { type: 'now' },
  proration_behavior: 'none',
  payment_behavior: 'error_if_incomplete',
};

/** What people do with their subscriptions, and staff with those of others. */
export class SubscriptionService {
  constructor(private readonly scope: Scope) {}

  /** With the period that is paid; where nothing is paid, at once. @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE, PAYMENTS_UNAVAILABLE */
  async cancel(id: string): Promise<PlanSubscription> {
    const known = await this.own(id);
    // Somebody may have paid a moment ago, and we do not know yet.
    const isElsewhere = !known.isOver && known.providerId !== null;
    const subscription = isElsewhere ? (await this.scope.get(SubscriptionDealings).look(known)).subscription : known;
    if (subscription.isOver) throw paymentsErrors.SUBSCRIPTION_STATE({ state: subscription.state });
    if (!isInGoodStanding(subscription.state)) return this.end(id, SubscriptionEnding.REQUESTED, null);
    return this.setEnd(subscription, true);
  }

  /** Goes on after all. @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE, PAYMENTS_UNAVAILABLE */
  async keep(id: string): Promise<PlanSubscription> {
    return this.setEnd(await this.ownIn(id, statesInGoodStanding), false);
  }

  /** Is not charged any more for a while. @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE, PAYMENTS_UNAVAILABLE */
  async pause(id: string): Promise<PlanSubscription> {
    const subscription = await this.ownIn(id, [ACTIVE]);
    if (subscription.cancelsAtPeriodEnd) throw paymentsErrors.SUBSCRIPTION_STATE({ state: 'CANCELLED' });
    const change = { pause_collection: { behavior: 'void' } } as const;
    const key = `pause:${subscription.version}`;
    return (await this.scope.get(SubscriptionDealings).update(subscription, change, key)).subscription;
  }

  /** Is charged again: at once where what was paid is used up. @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE, PAYMENTS_UNAVAILABLE */
  async resume(id: string): Promise<ResumeOutcome> {
    const subscription = await this.ownIn(id, [PAUSED]);
    const { paidUntil, version, providerId } = subscription;
    // Only read: what is taken over has another version, and requests at once have to have one key.
    const { bill, state } = await this.scope.get(SubscriptionProvider).read(providerId!);
    // A draft of its period is charged by itself once it is not paused any more.
    const isPaid = bill === 'DRAFT' || (paidUntil !== null && paidUntil > this.scope.clock.now());
    const change: SubscriptionUpdate = { pause_collection: '', ...(isPaid ? {} : anew) };
    if (!isPaid) await this.scope.get(SubscriptionTaxes).follow(subscription, this.scope.clock.now());
    return orDeclined(async () => {
      const dealings = this.scope.get(SubscriptionDealings);
      const isDone = state !== PAUSED;
      const work = isDone ? dealings.look(subscription) : dealings.update(subscription, change, `resume:${version}`);
      return ResumeSubscriptionPayload.of((await work).subscription);
    });
  }

  /** From now on with another card, which what is open is charged to. @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE, PAYMENTS_UNAVAILABLE */
  async setMethod({
    id,
    paymentMethodId,
    idempotencyKey,
  }: SetSubscriptionPaymentMethodInput): Promise<SetMethodOutcome> {
    const subscription = await this.own(id);
    const { providerId } = await this.scope.require(PaymentMethod, paymentMethodId, paymentMethodPolicy.own);
    if (subscription.isOver || subscription.providerId === null)
      throw paymentsErrors.SUBSCRIPTION_STATE({ state: subscription.state });
    const dealings = this.scope.get(SubscriptionDealings);
    const change = { default_payment_method: providerId };
    const { seen } = await dealings.update(subscription, change, `card:${idempotencyKey}`);
    return orDeclined(async () => {
      const key = `subscription:${id}:pay:${idempotencyKey}`;
      if (seen.openInvoice) await this.scope.get(SubscriptionProvider).pay(seen.openInvoice.id, providerId, key);
      const dealt = await dealings.look(subscription);
      const clientSecret = dealt.seen.openInvoice ? dealt.seen.clientSecret : null;
      return Object.assign(SetSubscriptionPaymentMethodPayload.of(dealt.subscription), { clientSecret });
    });
  }

  /** By the staff of the seller. @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE, PAYMENTS_UNAVAILABLE */
  async endByStaff({ id, reason }: EndSubscriptionInput): Promise<PlanSubscription> {
    const subscription = await this.scope.require(PlanSubscription, id, subscriptionPolicy.manage);
    if (subscription.isOver) throw paymentsErrors.SUBSCRIPTION_STATE({ state: subscription.state });
    return this.end(id, SubscriptionEnding.STAFF, reason.trim());
  }

  private async end(id: string, ending: SubscriptionEnding, note: string | null): Promise<PlanSubscription> {
    await this.scope.transaction((tx) => decideEnd(tx, id, { ending, note }));
    await this.scope.get(SubscriptionEnd).end(id);
    return this.scope.db.findOneByOrFail(PlanSubscription, { id });
  }

  private async setEnd(subscription: PlanSubscription, isEnding: boolean): Promise<PlanSubscription> {
    if (subscription.cancelsAtPeriodEnd === isEnding) return subscription;
    const change = { cancel_at_period_end: isEnding };
    const key = `${isEnding ? 'cancel' : 'keep'}:${subscription.version}`;
    return (await this.scope.get(SubscriptionDealings).update(subscription, change, key)).subscription;
  }

  private async own(id: string): Promise<PlanSubscription> {
    signedIn(this.scope.viewer);
    return this.scope.require(PlanSubscription, id, subscriptionPolicy.own);
  }

  private async ownIn(id: string, states: readonly SubscriptionState[]): Promise<PlanSubscription> {
    const subscription = await this.own(id);
    if (states.includes(subscription.state)) return subscription;
    throw paymentsErrors.SUBSCRIPTION_STATE({ state: subscription.state });
  }
}
