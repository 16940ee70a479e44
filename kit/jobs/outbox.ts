import { outbox } from '../documents/kit-collections';
import type { Scope } from '../scope/scope';
import { traceCarrier } from '../tracing/carrier';
import { addJob, type JobOptions } from './add-job';

/** One of many jobs for one task. */
export interface QueuedJob<P extends object = object> {
  readonly payload: P;
  /** At once unless told. */
  readonly runAt?: Date | null;
}

/** Adds a job that commits with the scope's writes: to the outbox where those are documents, from which a relay hands it on. */
export function addJobIn(scope: Scope, task: string, payload: object, options: JobOptions = {}): Promise<void> {
  const { runAt = null } = options;
  return isStored(scope)
    ? storeJobs(scope, task, [{ payload, runAt }], options)
    : addJob(scope.db, task, payload, options);
}

/** The same for many, in one statement. */
export async function addJobsIn(
  scope: Scope,
  task: string,
  jobs: readonly QueuedJob[],
  options: Pick<JobOptions, 'maxAttempts' | 'priority'> = {},
): Promise<void> {
  if (jobs.length === 0) return;
  if (isStored(scope)) return storeJobs(scope, task, jobs, options);
  const given = jobs.map(({ payload, runAt = null }) => ({ payload: { ...payload, ...traceCarrier() }, runAt }));
  const { maxAttempts = null, priority = null } = options;
  await scope.db.query(ADD_JOBS, [task, JSON.stringify(given), maxAttempts, priority]);
}

const ADD_JOBS = `
  SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT row($1, payload, NULL, "runAt", $3::int, NULL, $4::int, NULL)::graphile_worker.job_spec
      FROM json_to_recordset($2::json) AS job (payload json, "runAt" timestamptz)))`;

const isStored = (scope: Scope): boolean => scope.hasDocuments && scope.inTransaction;

/** Puts jobs into the outbox of a transaction of documents. */
async function storeJobs(
  tx: Scope,
  task: string,
  jobs: readonly QueuedJob[],
  { key, maxAttempts, priority }: Pick<JobOptions, 'key' | 'maxAttempts' | 'priority'>,
): Promise<void> {
  const entries = jobs.map(({ payload, runAt = null }) => ({
    _id: tx.ids.next(),
    task,
    payload: JSON.stringify({ ...payload, ...traceCarrier() }),
    key: key ?? null,
    runAt,
    maxAttempts: maxAttempts ?? null,
    priority: priority ?? null,
  }));
  await tx.documents.of(outbox).insertMany(entries);
}
