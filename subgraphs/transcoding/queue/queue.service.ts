import { kitErrors } from '../../../kit/errors/kit-errors';
import { defineCron } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { mayOperate } from '../job/transcode-job.policy';
import type { TranscodeJobState } from '../job/transcode-job.states';
import type { TranscodeQueue } from './queue.types';
import { silence } from './silence';
import { TranscodeWorker } from './transcode-worker.entity';

/** Milliseconds without a word after which a worker is forgotten. */
const oblivion = 86_400_000;

interface Tasks {
  readonly waiting: number;
  readonly running: number;
}

interface Jobs {
  readonly states: { readonly state: TranscodeJobState; readonly jobs: number }[] | null;
  readonly parties: number;
  readonly waitingSince: Date | null;
}

/** What operators see of all jobs and workers. */
export class QueueService {
  constructor(private readonly scope: Scope) {}

  /** Null for who is no operator. */
  async queue(): Promise<TranscodeQueue | null> {
    if (!mayOperate(this.scope.viewer)) return null;
    const [jobs] = await this.scope.db.query<Jobs[]>(JOBS);
    const [tasks] = await this.scope.db.query<Tasks[]>(TASKS);
    return {
      states: jobs?.states ?? [],
      parties: jobs?.parties ?? 0,
      waitingTasks: tasks?.waiting ?? 0,
      runningTasks: tasks?.running ?? 0,
      waitingSince: jobs?.waitingSince ?? null,
    };
  }

  /** Null for who is no operator. */
  async workers(): Promise<TranscodeWorker[] | null> {
    if (!mayOperate(this.scope.viewer)) return null;
    const since = new Date(this.scope.clock.now().getTime() - silence);
    const query = this.scope.db.createQueryBuilder(TranscodeWorker, 'row').where('row.seenAt > :since', { since });
    return query.orderBy('row.startedAt').addOrderBy('row.id').limit(1_000).getMany();
  }

  /** @throws NOT_FOUND for who is no operator */
  requireOperator(): void {
    if (!mayOperate(this.scope.viewer)) throw kitErrors.NOT_FOUND({ thing: 'queue' });
  }
}

/** Once an hour, forgets workers that went away and parties that have nothing to do. */
export const tidyQueue = defineCron('tidy_transcode_queue', '23 * * * *', async ({ db, clock }) => {
  await db.query('DELETE FROM transcode_worker WHERE seen_at < $1', [new Date(clock.now().getTime() - oblivion)]);
  await db.query(IDLE_PARTIES);
});

const JOBS = `
  SELECT json_agg(json_build_object('state', state, 'jobs', jobs) ORDER BY state) AS states,
         coalesce(max(parties), 0)::int AS parties, min(since) AS "waitingSince"
    FROM (SELECT state, count(*) AS jobs, min(queued_at) FILTER (WHERE state = 'QUEUED') AS since,
                 (SELECT count(DISTINCT party) FROM transcode_job WHERE ended_at IS NULL) AS parties
            FROM transcode_job WHERE ended_at IS NULL GROUP BY state) active`;

const TASKS = `
  SELECT count(*) FILTER (WHERE status = 'WAITING')::int AS waiting, count(*) FILTER (WHERE status = 'LEASED')::int AS running
    FROM transcode_task`;

/** The one that was served last says where the queue stands. */
const IDLE_PARTIES = `
  DELETE FROM transcode_party
   WHERE served < (SELECT max(served) FROM transcode_party)
     AND NOT EXISTS (SELECT FROM transcode_job WHERE transcode_job.party = transcode_party.party AND ended_at IS NULL)`;
