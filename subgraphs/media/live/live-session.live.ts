import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';

/** What changed; who listens reads the rest, as itself. Keys: `<session>`. */
export interface LiveSessionMessage {
  readonly liveSessionId: string;
}

export const liveSessionTopic = liveTopic<LiveSessionMessage>('liveSession');

export function announceLiveSession(tx: Scope, liveSessionId: string): void {
  tx.afterCommit(() => liveSessionTopic.publish(tx.live, liveSessionId, { liveSessionId }));
}
