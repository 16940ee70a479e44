import type { Scope } from '../scope/scope';
import type { EventName, EventPayload } from './catalog';
import { storeJobs } from '../jobs/outbox';
import { envelope, publishTask, requireTransaction } from './emit';

/** `emit` for many at once, in one statement: bulk operations and the seed. */
export async function emitAll<N extends EventName>(
  tx: Scope,
  name: N,
  payloads: readonly EventPayload<N>[],
): Promise<void> {
  requireTransaction(tx, name);
  if (payloads.length === 0) return;
  const events = payloads.map((payload) => envelope(tx, name, payload));
  if (tx.hasDocuments) return storeJobs(tx, publishTask, events);
  await tx.db.query(ADD_JOBS, [publishTask, JSON.stringify(events)]);
}

const ADD_JOBS = `
  SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT row($1, event, NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec FROM json_array_elements($2::json) event))`;
