import { defineCron, defineJob, enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import type { TranscodeJob } from '../job/transcode-job.entity';

type Place = Pick<TranscodeJob, 'id' | 'assetId' | 'versionId'>;

/** Without a slash at its end. No two leases share one, so two workers never write the same file. */
export function prefixOf({ id, assetId, versionId }: Place, lease: number): string {
  return `media/${assetId}/${versionId}/${id}-${lease}`;
}

/** What of the object store belongs to which lease. */
export class Outputs {
  constructor(private readonly scope: Scope) {}

  async begin(jobId: string, prefix: string): Promise<void> {
    await this.scope.db.query(`INSERT INTO transcode_output (prefix, job_id, state) VALUES ($1, $2, 'WRITING')`, [
      prefix,
      jobId,
    ]);
  }

  async keep(prefix: string): Promise<void> {
    await this.scope.db.query(`UPDATE transcode_output SET state = 'KEPT' WHERE prefix = $1`, [prefix]);
  }

  /** Nobody needs it any more: it is deleted once this is committed. */
  async orphan(prefix: string): Promise<void> {
    await this.orphanWhere(`prefix = $2 AND state IN ('WRITING', 'KEPT')`, prefix);
  }

  /** All that the job's leases have written and that no player reads. */
  async orphanUnkept(jobId: string): Promise<void> {
    await this.orphanWhere(`job_id = $2 AND state = 'WRITING'`, jobId);
  }

  async orphanAllOf(jobId: string): Promise<void> {
    await this.orphanWhere(`job_id = $2 AND state IN ('WRITING', 'KEPT')`, jobId);
  }

  /** Deletes what a worker wrote that has lost its lease; never what became a result after all. */
  async discard(prefix: string): Promise<void> {
    const kept = await this.scope.db.query<unknown[]>(NEEDED, [prefix]);
    if (kept.length === 0) await this.scope.objects.deletePrefix(`${prefix}/`);
  }

  private async orphanWhere(condition: string, key: string): Promise<void> {
    const { db, clock } = this.scope;
    await db.query(`UPDATE transcode_output SET state = 'ORPHANED', orphaned_at = $1 WHERE ${condition}`, [
      clock.now(),
      key,
    ]);
    await enqueue(this.scope, deleteOrphans, {}, { key: deleteOrphans.name });
  }
}

/** Milliseconds after which a worker that has lost its lease writes nothing any more, however long its last upload took. */
const aftermath = 3_600_000;

/** Deletes what became an orphan. */
export const deleteOrphans = defineJob<object>('delete_orphaned_outputs', (scope) => sweep(scope));

/** Deletes what a crash left, and, for the last time, what a lost worker wrote after the first sweep. */
export const sweepOutputs = defineCron('sweep_outputs', '*/5 * * * *', (scope) => sweep(scope));

async function sweep(scope: Scope): Promise<void> {
  const now = scope.clock.now();
  const settled = new Date(now.getTime() - aftermath);
  const found = await scope.db.query<{ prefix: string; isLast: boolean }[]>(DUE, [settled]);
  for (const { prefix, isLast } of found) {
    await scope.objects.deletePrefix(`${prefix}/`);
    await scope.db.query(isLast ? FORGET : SWEPT, [prefix]);
  }
}

const NEEDED = `SELECT FROM transcode_output WHERE prefix = $1 AND state IN ('WRITING', 'KEPT')`;

const DUE = `
  SELECT prefix, orphaned_at <= $1 AS "isLast" FROM transcode_output
   WHERE state = 'ORPHANED' OR (state = 'SWEPT' AND orphaned_at <= $1)
   ORDER BY orphaned_at LIMIT 1000`;
const SWEPT = `UPDATE transcode_output SET state = 'SWEPT' WHERE prefix = $1 AND state = 'ORPHANED'`;
const FORGET = `DELETE FROM transcode_output WHERE prefix = $1 AND state IN ('ORPHANED', 'SWEPT')`;
