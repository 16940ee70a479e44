import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { endSubscription } from './subscription.end';
import type { SubscriptionEnding } from './subscription.entity';
import { lockSubscription } from './subscription.lock';

interface Decision {
  readonly ending: SubscriptionEnding;
  /** In somebody's own words. */
  readonly note?: string | null;
}

/** Decides that one ends at once: whatever becomes of this process, it does. What was decided first stays. Use in a transaction. */
export async function decideEnd(tx: Scope, id: string, { ending, note = null }: Decision): Promise<void> {
  const subscription = await lockSubscription(tx, id);
  if (!subscription || subscription.isOver) return;
  subscription.ending ??= ending;
  subscription.note ??= note;
  await tx.save(subscription);
  await enqueue(tx, endSubscription, { subscriptionId: id }, { key: `end:${id}` });
}
