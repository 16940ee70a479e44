import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';

/** Something about a playback changed; who listens reads the rest, as itself. Keys: `<grant>`. */
export interface AdviceMessage {
  readonly grantId: string;
}

export const adviceTopic = liveTopic<AdviceMessage>('playback_advice');

export function announceAdvice(tx: Scope, grantId: string): void {
  tx.afterCommit(() => adviceTopic.publish(tx.live, grantId, { grantId }));
}
