import type { Factory } from '../../../kit/testing/subgraph-test';
import { PlanPrices } from './plan.prices';
import { Plan, PlanCoverage } from './plan.entity';
import { PlanState } from './plan.states';
import { Rhythm } from './plan-price.entity';

/** 20.00 EUR a month, 200.00 EUR a year. */
export const planPrices = [
  { rhythm: Rhythm.MONTHLY, amount: { currency: 'EUR', minor: 2_000n } },
  { rhythm: Rhythm.YEARLY, amount: { currency: 'EUR', minor: 20_000n } },
];

/** A plan for the whole catalogue, published and without a trial unless told otherwise. */
export const planFactory: Factory<Partial<Plan> & { prices?: typeof planPrices }, Plan> = (
  scope,
  { prices = planPrices, ...given },
) =>
  scope.transaction(async (tx) => {
    const plan = Object.assign(new Plan(), {
      organisationId: null,
      title: 'All courses',
      description: '',
      coverage: given.courseIds?.length ? PlanCoverage.COURSES : PlanCoverage.CATALOGUE,
      courseIds: [],
      trialDays: 0,
      hasSeats: false,
      state: PlanState.PUBLISHED,
      providerId: null,
      ...given,
    });
    const saved = await tx.save(plan);
    await tx.get(PlanPrices).set(saved, prices);
    return saved;
  });
