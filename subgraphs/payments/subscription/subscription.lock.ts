import type { Scope } from '../../../kit/scope/scope';
import { PlanSubscription } from './subscription.entity';

/** The subscription, locked until the transaction ends: what concerns it happens one after the other. */
export function lockSubscription(tx: Scope, id: string): Promise<PlanSubscription | null> {
  return tx.db.createQueryBuilder(PlanSubscription, 'row').where({ id }).setLock('pessimistic_write').getOne();
}
