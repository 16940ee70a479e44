import { outbox } from '../documents/kit-collections';
import type { Scope } from '../scope/scope';
import { traceCarrier } from '../tracing/carrier';
import { addJob, type JobOptions } from './add-job';

/** Adds a job that commits with the scope's writes: to the outbox where those are documents, from which a relay hands it on. */
export function addJobIn(scope: Scope, task: string, payload: object, options?: JobOptions): Promise<void> {
  const isStored = scope.hasDocuments && scope.inTransaction;
  return isStored ? storeJobs(scope, task, [payload], options) : addJob(scope.db, task, payload, options);
}

/** Puts jobs into the outbox of a transaction of documents. */
export async function storeJobs(
  tx: Scope,
  task: string,
  payloads: readonly object[],
  { key, runAt, maxAttempts }: JobOptions = {},
): Promise<void> {
  const entries = payloads.map((payload) => ({
    _id: tx.ids.next(),
    task,
    payload: JSON.stringify({ ...payload, ...traceCarrier() }),
    key: key ?? null,
    runAt: runAt ?? null,
    maxAttempts: maxAttempts ?? null,
  }));
  await tx.documents.of(outbox).insertMany(entries);
}
