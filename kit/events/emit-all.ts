import type { Scope } from '../scope/scope';
import { catalog, type EventEnvelope, type EventName, type EventPayload } from './catalog';
import { publishTask } from './emit';

/** `emit` for many at once, in one statement: bulk operations and the seed. */
export async function emitAll<N extends EventName>(
  tx: Scope,
  name: N,
  payloads: readonly EventPayload<N>[],
): Promise<void> {
  if (!tx.inTransaction) throw new Error(`${name} must be emitted in the transaction that makes it true.`);
  if (payloads.length === 0) return;
  const { version, shape } = catalog[name];
  const occurredAt = tx.clock.now().toISOString();
  const events = payloads.map((payload): EventEnvelope<N> => ({
    id: tx.ids.next(),
    name,
    version,
    occurredAt,
    payload: shape.parse(payload) as EventPayload<N>,
  }));
  await tx.db.query(ADD_JOBS, [publishTask, JSON.stringify(events)]);
}

const ADD_JOBS = `
  SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT row($1, event, NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec FROM json_array_elements($2::json) event))`;
