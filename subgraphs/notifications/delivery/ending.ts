import type { Scope } from '../../../kit/scope/scope';
import type { Delivery } from './delivery.entity';
import { settleDigest } from './digest';

/** With what was gathered in it, which ends as it does. */
export async function end(tx: Scope, delivery: Delivery): Promise<null> {
  await tx.save(delivery);
  await settleDigest(tx, delivery);
  return null;
}
