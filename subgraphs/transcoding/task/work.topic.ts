import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';

/** Tells workers that there is something to do, or that something is not to be done any more. What they miss they find by themselves. */
export const workTopic = liveTopic<object>('transcode_work');
export const workKey = 'all';

export function announceWork(tx: Scope): void {
  tx.afterCommit(() => workTopic.publish(tx.live, workKey, {}));
}
