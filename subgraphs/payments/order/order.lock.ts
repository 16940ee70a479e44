import type { Scope } from '../../../kit/scope/scope';
import { Order } from './order.entity';

/** The order, locked until the transaction ends: what concerns it happens one after the other. Locked before anything that hangs on it. */
export function lockOrder(tx: Scope, id: string): Promise<Order | null> {
  return tx.db.createQueryBuilder(Order, 'row').where({ id }).setLock('pessimistic_write').getOne();
}
