import type { Scope } from '../../../kit/scope/scope';
import { Delivery } from './delivery.entity';

/** The delivery, which nobody else changes until the transaction ends. */
export function lockDelivery(tx: Scope, id: string): Promise<Delivery | null> {
  return tx.db.createQueryBuilder(Delivery, 'row').where({ id }).setLock('pessimistic_write').getOne();
}
