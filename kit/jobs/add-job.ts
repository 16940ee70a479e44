import type { EntityManager } from 'typeorm';
import { traceCarrier } from '../tracing/carrier';

export interface JobOptions {
  /** Two jobs with one key are one job. */
  readonly key?: string;
  readonly runAt?: Date;
  readonly maxAttempts?: number;
  /** The lower one goes first, 0 unless told: what is for very many people must not hold up what is due meanwhile. */
  readonly priority?: number;
}

/** Adds a graphile-worker job with whatever transaction the manager is in. A trace that is under way goes on with the job. */
export async function addJob(
  manager: EntityManager,
  task: string,
  payload: object,
  { key, runAt, maxAttempts, priority }: JobOptions = {},
): Promise<void> {
  await manager.query(ADD_JOB, [
    task,
    JSON.stringify({ ...payload, ...traceCarrier() }),
    runAt ?? null,
    maxAttempts ?? null,
    key ?? null,
    priority ?? null,
  ]);
}

const ADD_JOB = `
  SELECT graphile_worker.add_job($1, $2::json, run_at => $3, max_attempts => $4, job_key => $5, priority => $6)`;
