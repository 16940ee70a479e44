import type { ViewerChange } from '../../../kit/identity/viewer-change';
import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

/** One key: the gateway listens to everything. */
export const viewerTopic = liveTopic<ViewerChange>('viewer_changed');
export const everyone = 'everyone';

/** Tells the gateway, once it is true, that tokens in use are out of date. */
export function announceViewerChange(tx: Scope, change: WithoutTime<ViewerChange>): void {
  tx.afterCommit(() => viewerTopic.publish(tx.live, everyone, { ...change, at: tx.clock.now().toISOString() }));
}
