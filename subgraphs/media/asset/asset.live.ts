import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';

/** What changed; who listens reads the rest, as itself. Keys: `<asset>`. */
export interface AssetMessage {
  readonly assetId: string;
}

export const assetTopic = liveTopic<AssetMessage>('asset');

export function announceAsset(tx: Scope, assetId: string): void {
  tx.afterCommit(() => assetTopic.publish(tx.live, assetId, { assetId }));
}
