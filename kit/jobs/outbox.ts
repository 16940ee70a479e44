import { outbox } from '../documents/kit-collections';
import type { Scope } from '../scope/scope';
import { traceCarrier } from '../tracing/carrier';
import { addJob, type JobOptions } from './add-job';

/** Adds a job that commits with the scope's writes: to the outbox where those are documents, from which a relay hands it on. */
export function addJobIn(scope: Scope, task: string, payload: object, options?: JobOptions): Promise<void> {
  const isStored = scope.hasDocuments && scope.inTransaction;
  return isStored ? storeJobs(scope, task, [payload], options) : addJob(scope.db, task, payload, options);
}

/** The same for many, in one statement. */
export async function addJobsIn(
  scope: Scope,
  task: string,
  jobs: readonly { readonly payload: object; readonly runAt?: Date | null }[],
  { maxAttempts }: Pick<JobOptions, 'maxAttempts'> = {},
): Promise<void> {
  if (scope.hasDocuments && scope.inTransaction) {
    for (const { payload, runAt } of jobs)
      await storeJobs(scope, task, [payload], { ...(runAt ? { runAt } : {}), ...(maxAttempts ? { maxAttempts } : {}) });
    return;
  }
  const given = jobs.map(({ payload, runAt = null }) => ({ payload: { ...payload, ...traceCarrier() }, runAt }));
  await scope.db.query(ADD_JOBS, [task, JSON.stringify(given), maxAttempts ?? null]);
}

const ADD_JOBS = `
  SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT row($1, payload, NULL, "runAt", $3::int, NULL, NULL, NULL)::graphile_worker.job_spec
      FROM json_to_recordset($2::json) AS job (payload json, "runAt" timestamptz)))`;

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
