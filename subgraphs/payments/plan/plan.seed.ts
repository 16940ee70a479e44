import { demoEpoch, demoId } from '../../../kit/demo/world';
import type { Scope } from '../../../kit/scope/scope';
import { Plan, PlanCoverage } from './plan.entity';
import { PlanState } from './plan.states';
import { PlanPrice, Rhythm } from './plan-price.entity';

const planId = demoId('Plan', 'everything');

/** One plan that people of the demo can subscribe to; the provider hears of it when the first one does. */
export async function seedPlans(tx: Scope): Promise<void> {
  const plan = Object.assign(new Plan(), {
    id: planId,
    organisationId: null,
    title: 'Everything',
    description: 'All courses of the marketplace, also those that come later.',
    coverage: PlanCoverage.CATALOGUE,
    courseIds: [],
    trialDays: 14,
    hasSeats: false,
    state: PlanState.PUBLISHED,
    providerId: null,
    createdAt: demoEpoch,
  });
  await tx.save(plan);
  const prices = [
    price(Rhythm.MONTHLY, 'EUR', 1_900n),
    price(Rhythm.MONTHLY, 'USD', 2_100n),
    price(Rhythm.YEARLY, 'EUR', 19_000n),
  ];
  await tx.db.insert(PlanPrice, prices);
}

function price(rhythm: Rhythm, currency: string, minor: bigint) {
  const id = demoId('PlanPrice', `${rhythm} ${currency}`);
  return { id, planId, organisationId: null, rhythm, currency, minor, createdAt: demoEpoch };
}
