import { defineJob, enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { SubscriptionProvider } from '../provider/subscription-provider';
import type { PlanSubscription } from './subscription.entity';
import type { SubscriptionLook } from './subscription.looks';
import { isSubscriptionOver } from './subscription.states';

/** Ends one at the provider that is over here: whoever was given up while it began would be charged for ever. */
export const endStraySubscription = defineJob<{ providerId: string }>(
  'end_stray_subscription',
  async (scope, { providerId }) => {
    await scope.get(SubscriptionProvider).cancel(providerId);
  },
);

/** Has the provider end what is over here and goes on there. What it has charged goes back as it is entered. Use in a transaction. */
export async function endIfStray(
  tx: Scope,
  { id: subscriptionId, isOver, look }: PlanSubscription,
  { number, seen: { id: providerId, state } }: SubscriptionLook,
): Promise<void> {
  if (!isOver || isSubscriptionOver(state) || number <= look) return;
  const where = { subscriptionId, providerId };
  tx.log.error(where, 'a subscription that is over goes on at the provider: it is ended there');
  await enqueue(tx, endStraySubscription, { providerId }, { key: `stray:${providerId}` });
}
