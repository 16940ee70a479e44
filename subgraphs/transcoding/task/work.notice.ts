import type { Scope } from '../../../kit/scope/scope';

/** Tells workers, in whichever process, that there is something to do, or something not to be done any more. What they miss they find by themselves. */
export const workChannel = 'transcode_work';

/** Heard of once the transaction is committed, with any number of others as one. */
export async function announceWork(tx: Scope): Promise<void> {
  await tx.db.query('SELECT pg_notify($1, $2)', [workChannel, '']);
}
