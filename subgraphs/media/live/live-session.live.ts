import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';

/** What changed; who listens reads the rest, as itself. Keys: `<session>`. */
export interface LiveSessionMessage {
  readonly liveSessionId: string;
}

export const liveSessionTopic = liveTopic<LiveSessionMessage>('liveSession');
/** A part more can be had, or none comes any more. */
export const liveWindowTopic = liveTopic<LiveSessionMessage>('liveWindow');

export function announceLiveSession(tx: Scope, liveSessionId: string): void {
  tx.afterCommit(() => liveSessionTopic.publish(tx.live, liveSessionId, { liveSessionId }));
}

export function announceLiveWindow(tx: Scope, liveSessionId: string): void {
  tx.afterCommit(() => liveWindowTopic.publish(tx.live, liveSessionId, { liveSessionId }));
}
