import type { Scope } from '../../../kit/scope/scope';
import type { SubscriptionEnding } from './subscription.entity';
import { PlanTrials } from './plan-trials';
import { lockSubscription } from './subscription.lock';
import { SubscriptionState } from './subscription.states';
import { announceSubscription } from './subscription.topics';

/** Gives up one that the provider does not have; a trial that never began is there for another time. Use in a transaction. */
export async function giveUpUnbegun(tx: Scope, id: string, ending: SubscriptionEnding): Promise<void> {
  const subscription = await lockSubscription(tx, id);
  if (!subscription || subscription.isOver || subscription.providerId !== null) return;
  subscription.ending ??= ending;
  const [state, endedAt] = [SubscriptionState.INCOMPLETE_EXPIRED, tx.clock.now()];
  await tx.save(Object.assign(subscription, { state, endedAt }));
  await tx.get(PlanTrials).giveBack(subscription);
  announceSubscription(tx, id);
}
