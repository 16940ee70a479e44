import type { Scope } from '../../../kit/scope/scope';
import { callersNetwork } from '../../../kit/throttle/throttle';
import { KnownNetwork } from './known-network.entity';

/** Guesses of strangers elsewhere no longer count against the person here. */
export async function rememberNetwork(tx: Scope, userId: string): Promise<void> {
  await tx.db.upsert(KnownNetwork, { userId, network: callersNetwork(tx), seenAt: tx.clock.now() }, [
    'userId',
    'network',
  ]);
}
