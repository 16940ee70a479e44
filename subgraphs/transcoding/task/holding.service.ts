import type { Scope } from '../../../kit/scope/scope';
import { percentOf, type Piece } from '../job/progress';
import { announceJob } from '../job/transcode-job.topics';
import type { Held } from './lease';

/** What a worker says of a task while it works on it. */
export interface Beat extends Held {
  /** Frames that are encoded; of audio alone, seconds. */
  readonly done: number;
}

interface JobPiece extends Piece {
  readonly jobId: string;
}

/** How workers keep what they have. */
export class HoldingService {
  constructor(private readonly scope: Scope) {}

  /** Prolongs the leases and takes note of the progress. Returns the tasks that the worker still has. */
  async beat(workerId: string, beats: readonly Beat[]): Promise<ReadonlySet<string>> {
    const { db, config, clock } = this.scope;
    await db.query('UPDATE transcode_worker SET seen_at = $2 WHERE id = $1', [workerId, clock.now()]);
    if (beats.length === 0) return new Set();
    const columns = [beats.map(({ taskId }) => taskId), beats.map(({ lease }) => lease), beats.map(({ done }) => done)];
    // TypeORM answers rows and their count for an UPDATE.
    const [held] = await db.query<[{ id: string; jobId: string }[], number]>(PROLONG, [
      ...columns,
      config.TRANSCODE_LEASE,
    ]);
    await this.note([...new Set(held.map(({ jobId }) => jobId))]);
    return new Set(held.map(({ id }) => id));
  }

  private async note(jobIds: readonly string[]): Promise<void> {
    const { db } = this.scope;
    const pieces = await db.query<JobPiece[]>(PIECES, [jobIds]);
    const percents = [...Map.groupBy(pieces, ({ jobId }) => jobId)].map(([id, own]) => ({
      id,
      percent: percentOf(own),
    }));
    const ids = percents.map(({ id }) => id);
    const [moved] = await db.query<[{ id: string }[], number]>(NOTE, [ids, percents.map(({ percent }) => percent)]);
    for (const { id } of moved) announceJob(this.scope, id);
  }
}

/** A lease that has run out is lost, even while nobody else has the task. */
const PROLONG = `
  UPDATE transcode_task task
     SET lease_expires_at = clock_timestamp() + $4::integer * interval '1 millisecond', done = greatest(task.done, given.done)
    FROM unnest($1::uuid[], $2::integer[], $3::double precision[]) given (id, lease, done)
   WHERE task.id = given.id AND task.lease = given.lease AND task.status = 'LEASED' AND task.lease_expires_at > clock_timestamp()
  RETURNING task.id, task.job_id AS "jobId"`;

const PIECES = `SELECT job_id AS "jobId", kind, done, total FROM transcode_task WHERE job_id = ANY($1::uuid[])`;

const NOTE = `
  UPDATE transcode_job job SET percent = given.percent
    FROM unnest($1::uuid[], $2::double precision[]) given (id, percent)
   WHERE job.id = given.id AND job.ended_at IS NULL AND job.percent < given.percent
  RETURNING job.id`;
