import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { planFactory } from '../plan/plan.factory';
import { PlanPrice, Rhythm } from '../plan/plan-price.entity';
import { Seats } from './seats';
import { PlanSubscription } from './subscription.entity';
import { SubscriptionState } from './subscription.states';

/** A row as it stands, without what led to it: a subscription to a plan of its own that waits for its first payment. */
export const subscriptionFactory: Factory<Partial<PlanSubscription>, PlanSubscription> = (scope, given) =>
  scope.transaction(async (tx) => {
    const { organisationId = null } = given;
    const plan = await planFactory(tx, { organisationId });
    const price = { planId: plan.id, rhythm: Rhythm.MONTHLY, currency: 'EUR' };
    const { id: priceId } = await tx.db.findOneByOrFail(PlanPrice, price);
    const subscription = Object.assign(new PlanSubscription(), {
      userId: randomUUID(),
      organisationId,
      planId: plan.id,
      priceId,
      quantity: 1,
      state: SubscriptionState.INCOMPLETE,
      place: { country: 'PT', region: null, vatId: null, isBusiness: false },
      tax: { rate: '0', jurisdiction: 'PT', isInclusive: true, reverseCharge: false },
      receiptEmail: 'subscriber@example.test',
      methodId: null,
      trialDays: 0,
      providerId: null,
      cancelsAtPeriodEnd: false,
      look: 0n,
      lookedAt: tx.clock.now(),
      ...given,
    });
    const saved = await tx.save(subscription);
    await tx.get(Seats).give(saved, saved.userId);
    return saved;
  });
