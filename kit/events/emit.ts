import type { Scope } from '../scope/scope';
import { catalog, type EventEnvelope, type EventName, type EventPayload } from './catalog';
import { addJobIn } from '../jobs/outbox';
import { traceCarrier } from '../tracing/carrier';

export const publishTask = 'publish_event';

/**
 * Says that something happened. The event commits with the caller's own writes, or not at all: the outbox is in the
 * subgraph's own store.
 */
export async function emit<N extends EventName>(tx: Scope, name: N, payload: EventPayload<N>): Promise<void> {
  requireTransaction(tx, name);
  await addJobIn(tx, publishTask, envelope(tx, name, payload));
}

/** @throws outside the transaction that makes the event true */
export function requireTransaction(tx: Scope, name: EventName): void {
  if (!tx.inTransaction) throw new Error(`${name} must be emitted in the transaction that makes it true.`);
}

/** An event that happens now. @throws ZodError where the payload is not what its type says */
export function envelope<N extends EventName>(tx: Scope, name: N, payload: EventPayload<N>): EventEnvelope<N> {
  return {
    id: tx.ids.next(),
    name,
    version: catalog[name].version,
    occurredAt: tx.clock.now().toISOString(),
    payload: catalog[name].shape.parse(payload) as EventPayload<N>,
    ...traceCarrier(),
  };
}
