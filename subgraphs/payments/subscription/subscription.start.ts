import type { Scope } from '../../../kit/scope/scope';
import { Customers } from '../method/customers';
import { PaymentMethod } from '../method/payment-method.entity';
import { paymentsErrors } from '../payments.errors';
import { Looks } from '../payment/looks';
import { PlanMirror } from '../plan/plan.mirror';
import { ProviderRefusal } from '../provider/provider-refusal';
import type { ProviderSubscription } from '../provider/provider-subscription';
import { SubscriptionProvider } from '../provider/subscription-provider';
import { ProviderTaxRates } from '../tax/provider-tax-rates';
import { PlanSubscription, SubscriptionEnding } from './subscription.entity';
import { SubscriptionLooks, type SubscriptionLook } from './subscription.looks';
import { SubscriptionSettlement } from './subscription.settlement';
import { giveUpUnbegun } from './unbegun';

/**
 * Begins a subscription at the provider. Outside transactions, and safe to do again at any point at which it was interrupted:
 * everything at the provider has a key that the subscription gives it.
 */
export class SubscriptionStart {
  constructor(private readonly scope: Scope) {}

  /**
   * @returns by what the subscriber's browser goes on; null where nothing is to be done
   * @throws PAYMENTS_UNAVAILABLE, PAYMENT_REFUSED for one that the provider does not take; it is given up then
   */
  async start(id: string): Promise<string | null> {
    const subscription = await this.scope.db.findOneBy(PlanSubscription, { id });
    if (!subscription || subscription.isOver) return null;
    const look = await this.look(subscription);
    const settled = await this.scope.transaction((tx) => tx.get(SubscriptionSettlement).settle(look));
    return settled?.isOver ? null : look.seen.clientSecret;
  }

  private async look(subscription: PlanSubscription): Promise<SubscriptionLook> {
    const looks = this.scope.get(SubscriptionLooks);
    if (subscription.providerId !== null) return looks.at(subscription.providerId);
    const number = await this.scope.get(Looks).number();
    const seen = await this.begin(subscription).catch((error: unknown) => this.giveUp(subscription.id, error));
    return looks.with(number, seen);
  }

  private async begin(subscription: PlanSubscription): Promise<ProviderSubscription> {
    const { id: subscriptionId, userId, quantity, trialDays, priceId, tax } = subscription;
    return this.scope.get(SubscriptionProvider).begin({
      subscriptionId,
      customerId: await this.scope.get(Customers).of(userId),
      priceId: await this.scope.get(PlanMirror).price(priceId),
      taxRateId: await this.scope.get(ProviderTaxRates).of(tax),
      methodId: await this.methodOf(subscription),
      quantity,
      trialDays,
    });
  }

  private async methodOf({ methodId, userId }: PlanSubscription): Promise<string | null> {
    const method = methodId === null ? null : await this.scope.db.findOneBy(PaymentMethod, { id: methodId, userId });
    return method && !method.removedAt ? method.providerId : null;
  }

  /** What the provider does not take is over. */
  private async giveUp(id: string, error: unknown): Promise<never> {
    if (!(error instanceof ProviderRefusal)) throw error;
    this.scope.log.warn({ subscriptionId: id, code: error.code }, 'the provider takes no subscription');
    await this.scope.transaction((tx) => giveUpUnbegun(tx, id, SubscriptionEnding.UNPAID));
    throw paymentsErrors.PAYMENT_REFUSED();
  }
}
