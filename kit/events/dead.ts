import type { Database } from '../database/database';
import { publishTask } from './emit';
import { handleTask } from './inbox';

/** An event, or a job, that was tried as often as allowed. It stays until it is replayed. */
export interface DeadJob {
  readonly id: string;
  readonly task: string;
  readonly subject: string;
  readonly attempts: number;
  readonly lastError: string;
  readonly failedAt: Date;
}

const isDead = 'job.attempts >= job.max_attempts AND job.locked_at IS NULL';

/** Reads graphile-worker's own table: its public view leaves the payload out. */
export function deadJobs(database: Database): Promise<DeadJob[]> {
  return database.manager.query<DeadJob[]>(`
    SELECT job.id::text, task.identifier AS task, job.attempts, job.updated_at AS "failedAt", coalesce(job.last_error, '') AS "lastError",
           concat_ws(' ', job.payload->>'handler', coalesce(job.payload->'event'->>'name', job.payload->>'name'), coalesce(job.payload->'event'->>'id', job.payload->>'id')) AS subject
      FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
     WHERE ${isDead}
     ORDER BY job.id`);
}

export interface DeadCount {
  /** Events that could not be published, or not be handled. */
  readonly events: number;
  readonly jobs: number;
}

export async function countDead(database: Database): Promise<DeadCount> {
  const [count] = await database.manager.query<DeadCount[]>(
    `SELECT count(*) FILTER (WHERE task.identifier = ANY ($1))::int AS events, count(*) FILTER (WHERE task.identifier <> ALL ($1))::int AS jobs
       FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
      WHERE ${isDead}`,
    [[publishTask, handleTask]],
  );
  return count ?? { events: 0, jobs: 0 };
}

/** Gives dead jobs a full set of attempts again. Returns how many. */
export async function replayDeadJobs(database: Database, ids: readonly string[]): Promise<number> {
  const rows = await database.manager.query<unknown[]>(
    `SELECT id FROM graphile_worker.reschedule_jobs($1::bigint[], run_at => now(), attempts => 0)`,
    [ids],
  );
  return rows.length;
}
