import type { Scope } from '../../../kit/scope/scope';
import { TranscodeJob } from '../job/transcode-job.entity';
import { handicaps } from '../job/transcode-priority';
import { TranscodeJobState } from '../job/transcode-job.states';
import { announceJob } from '../job/transcode-job.topics';
import { Outputs, prefixOf } from '../output/outputs';
import { Parties } from '../queue/parties';
import type { FinishedPart, Held, Lease } from './lease';
import { OutcomeService } from './outcome.service';
import { TranscodeTask } from './transcode-task.entity';

/** Gives tasks to workers. */
export class LeasingService {
  constructor(private readonly scope: Scope) {}

  /** The next task in fair order, or null; whoever asks has it until the lease runs out or ends. */
  async lease(workerId: string): Promise<Lease | null> {
    await this.reclaim();
    return this.scope.transaction(async (tx) => {
      const taskId = await this.next(tx);
      if (taskId === null) return null;
      const task = await tx.db.findOneByOrFail(TranscodeTask, { id: taskId });
      const job = await tx.db.findOneByOrFail(TranscodeJob, { id: task.jobId });
      job.leases += 1;
      job.nextTryAt = null;
      if (job.state === TranscodeJobState.QUEUED) job.become(TranscodeJobState.PROBING);
      await tx.save(job);
      await tx.db.query(LEASE, [task.id, workerId, job.leases, tx.config.TRANSCODE_LEASE]);
      const prefix = prefixOf(job, job.leases);
      await tx.get(Outputs).begin(job.id, prefix);
      await tx.get(Parties).serve(job.organisationId ?? job.ownerId);
      announceJob(tx, job.id);
      return { ...describe(task, job), prefix, finished: task.kind === 'PACKAGE' ? await finished(tx, job.id) : [] };
    });
  }

  /** Takes back what workers hold that have not been heard of. */
  async reclaim(): Promise<void> {
    const lost = await this.scope.db.query<Held[]>(EXPIRED);
    for (const held of lost) await this.scope.get(OutcomeService).fail(held, 'WORKER_LOST');
  }

  private async next({ db, clock, config }: Scope): Promise<string | null> {
    const [found] = await db.query<{ id: string }[]>(NEXT, [clock.now(), config.TRANSCODE_AGEING]);
    return found?.id ?? null;
  }
}

function describe(task: TranscodeTask, job: TranscodeJob): Omit<Lease, 'prefix' | 'finished'> {
  const { kind, spec } = task;
  const source = { key: job.objectKey, kind: job.kind };
  const encryptedFor = job.protection === 'CBCS' ? job.versionId : null;
  return { jobId: job.id, taskId: task.id, lease: job.leases, kind, spec, source, encryptedFor, plan: job.plan };
}

async function finished(tx: Scope, jobId: string): Promise<FinishedPart[]> {
  const tasks = await tx.db.find(TranscodeTask, { where: { jobId, kind: 'ENCODE' }, order: { part: 'ASC' } });
  return tasks.flatMap(({ spec, output }) => (spec && output ? [{ spec, output }] : []));
}

const HANDICAP = `CASE job.priority ${Object.entries(handicaps)
  .map(([priority, turns]) => `WHEN '${priority}' THEN ${turns}`)
  .join(' ')} END`;

/**
 * The party with the fewest turns, of it what stands back least; what has begun goes before what has not. Waiting takes
 * away handicaps one by one ($2 seconds each), but never gives more than others have: who uploaded 500 yesterday does not go before who
 * uploads one today.
 */
const NEXT = `
  SELECT task.id
    FROM transcode_task task
    JOIN transcode_job job ON job.id = task.job_id
    JOIN transcode_party party ON party.party = job.party
   WHERE task.status = 'WAITING' AND task.run_at <= $1
   ORDER BY party.served + greatest(0, ${HANDICAP} - floor(extract(epoch FROM $1::timestamptz - job.queued_at) / $2::integer)),
            job.state = 'QUEUED', job.queued_at, job.id, task.part
   LIMIT 1
     FOR UPDATE OF job, task SKIP LOCKED`;

const LEASE = `
  UPDATE transcode_task SET status = 'LEASED', worker_id = $2, lease = $3,
         lease_expires_at = clock_timestamp() + $4::integer * interval '1 millisecond', done = 0
   WHERE id = $1`;

const EXPIRED = `
  SELECT job_id AS "jobId", id AS "taskId", lease FROM transcode_task
   WHERE status = 'LEASED' AND lease_expires_at <= clock_timestamp()
   ORDER BY lease_expires_at LIMIT 100`;
