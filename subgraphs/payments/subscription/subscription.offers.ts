import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { PlanLoaders } from '../plan/plan.loaders';
import type { Plan } from '../plan/plan.entity';
import type { PlanPrice } from '../plan/plan-price.entity';
import { taxOf, type TaxRule } from '../tax/tax-amount';
import type { SubscriptionQuote } from './subscription.types';

/** What one can subscribe to. */
export interface SubscriptionOffer {
  readonly plan: Plan;
  readonly price: PlanPrice;
}

/** What the viewer can subscribe to. */
export class SubscriptionOffers {
  constructor(private readonly scope: Scope) {}

  /** Null where there is nothing of that for this viewer, or not in this number. */
  async find(priceId: string, quantity: number): Promise<SubscriptionOffer | null> {
    const price = await this.scope.get(PlanLoaders).price.load(priceId);
    const plan = price && (await this.scope.get(PlanLoaders).visible.load(price.planId));
    if (!plan?.isPublished || price?.retiredAt !== null || (quantity > 1 && !plan.hasSeats)) return null;
    return { plan, price };
  }
}

/** What each period costs. */
export function quoteOf(
  { price }: SubscriptionOffer,
  quantity: number,
  tax: TaxRule,
  trialDays: number,
): SubscriptionQuote {
  const { currency } = price;
  const amount = taxOf({ minor: price.minor * BigInt(quantity), currency }, tax);
  return { total: Money.of(amount.gross, currency), tax: Money.of(amount.tax, currency), trialDays };
}
