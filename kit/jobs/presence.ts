import { EventEmitter } from 'node:events';
import { randomInt } from 'node:crypto';
import type { WorkerEvents } from 'graphile-worker';
import { Client } from 'pg';
import type { Log } from '../log/log';

const sweepEvery = 10_000;

/**
 * Gives back the jobs of processes that died. graphile-worker itself frees a dead worker's jobs after four hours;
 * here each process holds an advisory lock for as long as it lives, which PostgreSQL drops with its connection.
 */
export class WorkerPresence {
  /** To be given to graphile-worker, so that its workers are known. */
  readonly events: WorkerEvents = new EventEmitter();
  private readonly key = randomInt(2 ** 47);
  private readonly workers = new Set<string>();
  private client: Client | null = null;
  private turn: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {
    this.events.on('worker:create', ({ worker }) => {
      this.workers.add(worker.workerId);
      void this.announce();
    });
    this.events.on('worker:release', ({ worker }) => this.workers.delete(worker.workerId));
  }

  /** Takes the lock, frees what dead processes left, and goes on doing so. */
  async start(): Promise<void> {
    await this.sweep();
    this.timer = setInterval(() => void this.sweep(), sweepEvery);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  /** Frees the jobs of workers whose process is gone. A database that is away is asked again at the next turn. */
  sweep(): Promise<void> {
    return this.inTurn(async () => {
      const client = await this.connected();
      await client.query(FREE_JOBS_OF_THE_DEAD);
      await client.query(FORGET_THE_DEAD);
    });
  }

  private announce(): Promise<void> {
    return this.inTurn(async () => {
      if (this.client) await this.client.query(ANNOUNCE, [[...this.workers], this.key]);
    });
  }

  private async connected(): Promise<Client> {
    if (this.client) return this.client;
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: 3_000 });
    client.on('error', () => (this.client = null));
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [this.key]);
    await client.query(ANNOUNCE, [[...this.workers], this.key]);
    this.client = client;
    return client;
  }

  /** One statement at a time on the one connection; what fails is tried again with the next sweep. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error: unknown) => this.log.debug({ error }, 'worker presence'));
    return this.turn;
  }
}

const ANNOUNCE = 'INSERT INTO job_worker (worker_id, process_key) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING';

/** The two halves of an advisory lock's key stand in pg_locks as classid and objid. */
const LIVING = `
  SELECT process_key FROM job_worker
   WHERE process_key IN (SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1
                            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** A worker that has just begun may not be announced yet; freeing its job would only run it twice, but need not be. */
const FREE_JOBS_OF_THE_DEAD = `
  SELECT graphile_worker.force_unlock_workers(ARRAY(
    SELECT DISTINCT locked_by FROM graphile_worker._private_jobs
     WHERE locked_at < now() - interval '2 seconds'
       AND locked_by NOT IN (SELECT worker_id FROM job_worker WHERE process_key IN (${LIVING}))))`;

const FORGET_THE_DEAD = `DELETE FROM job_worker WHERE process_key NOT IN (${LIVING})`;
