import type { Scope } from '../scope/scope';
import { catalog, type EventEnvelope, type EventName, type EventPayload } from './catalog';
import { addJob } from '../jobs/add-job';

export const publishTask = 'publish_event';

/**
 * Says that something happened. The event commits with the caller's own writes, or not at all: the outbox is a job in
 * the subgraph's own database.
 */
export async function emit<N extends EventName>(tx: Scope, name: N, payload: EventPayload<N>): Promise<void> {
  if (!tx.inTransaction) throw new Error(`${name} must be emitted in the transaction that makes it true.`);
  const event: EventEnvelope<N> = {
    id: tx.ids.next(),
    name,
    version: catalog[name].version,
    occurredAt: tx.clock.now().toISOString(),
    payload: catalog[name].shape.parse(payload) as EventPayload<N>,
  };
  await addJob(tx.db, publishTask, event);
}
