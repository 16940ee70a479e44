import type { Scope } from '../scope/scope';
import type { EventName, EventPayload } from './catalog';
import { addJobsIn } from '../jobs/outbox';
import { envelope, publishTask, requireTransaction } from './emit';

/** `emit` for many at once, in one statement: bulk operations and the seed. */
export async function emitAll<N extends EventName>(
  tx: Scope,
  name: N,
  payloads: readonly EventPayload<N>[],
): Promise<void> {
  requireTransaction(tx, name);
  const events = payloads.map((payload) => ({ payload: envelope(tx, name, payload) }));
  await addJobsIn(tx, publishTask, events);
}
