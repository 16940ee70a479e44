import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { PaymentMethods } from '../method/payment-methods';
import { PlanPrice } from '../plan/plan-price.entity';
import type { ProviderSubscription } from '../provider/provider-subscription';
import { Openings } from './openings';
import { PlanClaims } from './plan-claims';
import { Seats } from './seats';
import { SubscriptionCharges } from './subscription.charges';
import { PlanSubscription } from './subscription.entity';
import { SubscriptionLetters } from './subscription.letters';
import { lockSubscriber, lockSubscription } from './subscription.lock';
import type { SubscriptionLook } from './subscription.looks';
import { endIfStray } from './subscription.stray';
import { announceSubscription } from './subscription.topics';

/**
 * The one way by which the provider's word about a subscription becomes ours: subscribing, changes, webhooks and reconciliation
 * all end here. Whatever follows from it is in the same transaction, and saying the same again changes nothing.
 */
export class SubscriptionSettlement {
  constructor(private readonly tx: Scope) {}

  /** @returns the subscription, if it is one of ours */
  async settle(look: SubscriptionLook): Promise<PlanSubscription | null> {
    const { number, seen, charges } = look;
    const subscription = await this.subscriptionOf(seen);
    if (!subscription) return null;
    await endIfStray(this.tx, subscription, look);
    const before = subscription.state;
    if (subscription.take(seen, number)) {
      await this.follow(subscription, seen);
      subscription.lookedAt = this.tx.clock.now();
      await this.tx.save(subscription);
      await this.tx.get(Seats).fit(subscription);
      await this.tx.get(Openings).refresh(subscription);
      if (subscription.state !== before) await this.tx.get(SubscriptionLetters).became(subscription);
      announceSubscription(this.tx, subscription.id);
    }
    await this.tx.get(SubscriptionCharges).enter(subscription, charges);
    return subscription;
  }

  /** The subscription, locked. It is known by the provider's id; by what we wrote on it where a crash came before that. */
  private async subscriptionOf({
    id: providerId,
    subscriptionId,
  }: ProviderSubscription): Promise<PlanSubscription | null> {
    const known = await this.tx.db.findOneBy(PlanSubscription, { providerId });
    const id = known?.id ?? subscriptionId;
    const subscription = id !== null && isUuid(id) ? await lockSubscription(this.tx, id) : null;
    const isOther = subscription && subscription.providerId !== null && subscription.providerId !== providerId;
    if (!isOther) return subscription;
    this.tx.log.error({ subscriptionId: id, providerId }, 'a second subscription was not made by us');
    return null;
  }

  /** What the provider has changed about it by itself. */
  private async follow(subscription: PlanSubscription, { card, priceId }: ProviderSubscription): Promise<void> {
    // Of one that ends nothing is kept: its subscriber may have been erased.
    if (card?.customerId && subscription.ending === null)
      await this.tx.get(PaymentMethods).keep(subscription.userId, card);
    const price = await this.tx.db.findOneBy(PlanPrice, { providerId: priceId });
    if (price && (await this.mayHave(subscription, price)))
      Object.assign(subscription, { priceId: price.id, planId: price.planId });
  }

  /** Nobody has a plan twice: what the provider has made of it waits for the end of the other, and what is paid is entered still. */
  private async mayHave({ id, userId, planId, isOver }: PlanSubscription, price: PlanPrice): Promise<boolean> {
    if (isOver || price.planId === planId) return true;
    await lockSubscriber(this.tx, userId);
    if (!(await this.tx.get(PlanClaims).holder(userId, price.planId, id))) return true;
    this.tx.log.error({ subscriptionId: id, planId: price.planId }, 'somebody is charged for one plan twice');
    return false;
  }
}
