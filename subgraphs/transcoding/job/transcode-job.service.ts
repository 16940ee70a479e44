import type { EventPayload } from '../../../kit/events/catalog';
import { page } from '../../../kit/database/page';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { Outputs } from '../output/outputs';
import { Parties } from '../queue/parties';
import { probing } from '../task/task.plan';
import { addTasks } from '../task/task.store';
import { announceWork } from '../task/work.notice';
import { JobEnding } from './job-ending';
import { narrowTo } from './transcode-job.filter';
import { TranscodeJob } from './transcode-job.entity';
import type { TranscodeJobsArgs } from './transcode-job.input';
import { onlyVisible, transcodeJobPolicy } from './transcode-job.policy';
import type { TranscodePriority } from './transcode-priority';
import { announceJob } from './transcode-job.topics';

/** What people, and uploads, do with jobs. */
export class TranscodeJobService {
  constructor(private readonly scope: Scope) {}

  /** The newest first. @throws UNAUTHENTICATED, BAD_CURSOR */
  list({ filter, ...args }: TranscodeJobsArgs): Promise<Page<TranscodeJob>> {
    const { scope } = this;
    if (scope.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
    const order = { by: 'createdAt', direction: 'DESC' } as const;
    const where = (query: Parameters<typeof narrowTo>[0]): void => {
      onlyVisible(query, scope.viewer);
      narrowTo(query, filter ?? {});
    };
    return page(scope, { name: 'transcodeJobs', entity: TranscodeJob, order, where }, args);
  }

  /** Something was uploaded. A version has one job, and what was removed in the meantime has none. */
  async request(facts: EventPayload<'media.uploaded'>): Promise<void> {
    const { assetId, versionId, ownerId, organisationId } = facts;
    await this.scope.transaction(async (tx) => {
      const known = await tx.db.query<unknown[]>(KNOWN, [assetId, versionId]);
      if (known.length > 0) return;
      await tx.get(Parties).join(organisationId ?? ownerId);
      const job = TranscodeJob.of(facts, tx.clock.now());
      await tx.save(job);
      await addTasks(tx, job.id, [probing]);
      announceJob(tx, job.id);
    });
  }

  /** Begins again what failed or was cancelled. @throws NOT_FOUND, UNAUTHENTICATED, TRANSCODE_NOT_ENDED */
  retry(id: string): Promise<TranscodeJob> {
    return this.change(id, transcodeJobPolicy.control, async (tx, job) => {
      job.queueAgain(tx.clock.now());
      await tx.get(Parties).join(job.organisationId ?? job.ownerId);
      await tx.save(job);
      await addTasks(tx, job.id, [probing]);
    });
  }

  /** Its workers stop, and its files go. @throws NOT_FOUND, UNAUTHENTICATED, TRANSCODE_ENDED */
  cancel(id: string): Promise<TranscodeJob> {
    return this.change(id, transcodeJobPolicy.control, (tx, job) => tx.get(JobEnding).cancelled(job));
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED */
  prioritize(id: string, priority: TranscodePriority): Promise<TranscodeJob> {
    return this.change(id, transcodeJobPolicy.prioritize, async (tx, job) => {
      job.priority = priority;
      await tx.save(job);
    });
  }

  /** The asset is gone: so are its jobs, under way or not, and all that they made. */
  forget(assetId: string): Promise<void> {
    return this.scope.transaction(async (tx) => {
      await tx.db.query(REMOVED, [assetId, tx.clock.now()]);
      const jobs = await tx.db.find(TranscodeJob, { where: { assetId }, lock: { mode: 'pessimistic_write' } });
      for (const { id } of jobs) {
        await tx.get(Outputs).orphanAllOf(id);
        await tx.db.delete(TranscodeJob, { id });
        announceJob(tx, id);
      }
      await announceWork(tx);
    });
  }

  private change(
    id: string,
    policy: (typeof transcodeJobPolicy)['control'],
    work: (tx: Scope, job: TranscodeJob) => Promise<void>,
  ): Promise<TranscodeJob> {
    return this.scope.transaction(async (tx) => {
      const job = await tx.require(TranscodeJob, id, policy);
      await work(tx, job);
      announceJob(tx, job.id);
      return job;
    });
  }
}

const KNOWN = `
  SELECT FROM transcode_job WHERE version_id = $2
  UNION ALL
  SELECT FROM removed_asset WHERE asset_id = $1`;

const REMOVED = 'INSERT INTO removed_asset (asset_id, removed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING';
