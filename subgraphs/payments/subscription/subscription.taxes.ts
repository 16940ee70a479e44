import { isDeepStrictEqual } from 'node:util';
import { defineCron, defineJob, enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { ProviderTaxRates } from '../tax/provider-tax-rates';
import { TaxService } from '../tax/tax.service';
import { SubscriptionDealings } from './subscription.dealings';
import { PlanSubscription } from './subscription.entity';

/** Each invoice is taxed by the rule of its own day, for where the subscriber is then. The provider writes it, by what we told it before. */
export class SubscriptionTaxes {
  constructor(private readonly scope: Scope) {}

  /** What is invoiced at that moment has its rule. Outside transactions. @throws PAYMENTS_UNAVAILABLE */
  async follow(subscription: PlanSubscription, at: Date): Promise<void> {
    const { id, place, tax, version } = subscription;
    const rule = await this.scope.get(TaxService).ruleFor(place, at);
    if (isDeepStrictEqual(rule, tax)) return;
    const rates = this.scope.get(ProviderTaxRates);
    const [before, rate] = [await rates.of(tax), await rates.of(rule)];
    if (rate !== before) {
      const change = { default_tax_rates: rate === null ? ('' as const) : [rate] };
      await this.scope.get(SubscriptionDealings).update(subscription, change, `tax:${version}:${rate ?? 'none'}`);
    }
    await this.scope.db.update(PlanSubscription, id, { tax: rule, taxedFor: null });
  }
}

/** Tells the provider how the next period of a subscription is taxed. */
export const taxNextPeriod = defineJob<{ subscriptionId: string }>(
  'tax_next_period',
  async (scope, { subscriptionId: id }) => {
    const subscription = await scope.db.findOneBy(PlanSubscription, { id });
    if (!subscription?.providerId || !subscription.periodEndsAt || subscription.isOver) return;
    const { periodEndsAt, place } = subscription;
    await scope.get(SubscriptionTaxes).follow(subscription, periodEndsAt);
    await scope.db.query(DONE, [id, periodEndsAt, JSON.stringify(place)]);
  },
);

/** In the two hours before a period is charged: rates that begin with a day, and addresses that changed, are known by then. */
export const taxNextPeriods = defineCron('tax_next_periods', '*/5 * * * *', async (scope) => {
  const due = await scope.db.query<{ id: string }[]>(DUE, [scope.clock.now()]);
  for (const { id: subscriptionId } of due)
    await enqueue(scope, taxNextPeriod, { subscriptionId }, { key: `tax:${subscriptionId}` });
});

const DUE = `
  SELECT id FROM subscription
   WHERE state IN ('TRIALING', 'ACTIVE', 'PAUSED') AND provider_id IS NOT NULL AND NOT cancels_at_period_end
     AND period_ends_at > $1 AND period_ends_at <= $1::timestamptz + interval '2 hours'
     AND taxed_for IS DISTINCT FROM period_ends_at
   ORDER BY period_ends_at LIMIT 1000`;
/** Unless they have moved in the meantime. */
const DONE = `UPDATE subscription SET taxed_for = $2 WHERE id = $1 AND place = $3::jsonb`;
