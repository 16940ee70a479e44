import type { Scope } from '../../../kit/scope/scope';
import { PlanSubscription } from './subscription.entity';

/** The subscription, locked until the transaction ends: what concerns it happens one after the other. */
export function lockSubscription(tx: Scope, id: string): Promise<PlanSubscription | null> {
  return tx.db.createQueryBuilder(PlanSubscription, 'row').where({ id }).setLock('pessimistic_write').getOne();
}

/** One at a time for one person: two requests at once make one subscription to a plan. After `lockSubscription`, where both are needed. */
export async function lockSubscriber(tx: Scope, userId: string): Promise<void> {
  await tx.db.query(LOCK, [`subscriptions:${userId}`]);
}

const LOCK = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';
