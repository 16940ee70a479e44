import { setTimeout as pause } from 'node:timers/promises';
import { SpanKind } from '@opentelemetry/api';
import { parseCronItems, run, runMigrations, runOnce, type Runner, type TaskList } from 'graphile-worker';
import { Pool } from 'pg';
import { Viewer } from '../identity/viewer';
import { Scope, type Resources } from '../scope/scope';
import type { EventBus } from '../events/bus';
import type { EventEnvelope } from '../events/catalog';
import { outbox } from '../documents/kit-collections';
import { publishTask } from '../events/emit';
import { handleEvent, handleTask, type Delivery } from '../events/inbox';
import type { EventHandler } from '../events/on';
import { publishTraced } from '../events/publish';
import type { TraceCarrier } from '../tracing/carrier';
import type { AnyJob } from './job';
import { WorkerPresence } from './presence';
import { OutboxRelay } from './relay';
import { tracedTask, withoutCarrier } from './traced-task';
import { workerLog } from './worker-log';

export interface WorkerOptions {
  readonly resources: Resources;
  readonly bus: EventBus;
  readonly handlers: readonly EventHandler[];
  readonly jobs: readonly AnyJob[];
}

const restartDelay = 1_000;

/** Runs a subgraph's outbox, inbox, jobs and cron lines, from its own database. */
export class JobWorker {
  private readonly pool: Pool;
  private readonly presence: WorkerPresence;
  /** Where the outbox is a collection. */
  private readonly relay: OutboxRelay | null;
  private runner: Runner | null = null;
  private stopped = false;
  private restart: NodeJS.Timeout | null = null;

  constructor(private readonly options: WorkerOptions) {
    const { config, database, log } = options.resources;
    const connectionTimeoutMillis = config.DATABASE_CONNECT_TIMEOUT;
    this.pool = new Pool({ connectionString: database.url, max: 5, connectionTimeoutMillis });
    const lost = (error: Error): void => log.warn({ error }, 'a job connection was lost');
    this.pool.on('error', lost);
    this.pool.on('connect', (client) => client.on('error', lost));
    this.presence = new WorkerPresence(database.url, log);
    this.relay = relayOf(options);
  }

  migrate(): Promise<void> {
    return runMigrations({ pgPool: this.pool, logger: workerLog(this.options.resources.log) });
  }

  async start(): Promise<void> {
    await this.presence.start();
    this.relay?.start();
    await this.run();
  }

  private async run(): Promise<void> {
    const crons = this.options.jobs.filter((job) => job.cron !== undefined);
    this.runner = await run({
      pgPool: this.pool,
      taskList: this.tasks(),
      parsedCronItems: parseCronItems(crons.map((job) => ({ task: job.name, match: job.cron ?? '' }))),
      concurrency: 4,
      pollInterval: 1_000,
      events: this.presence.events,
      noHandleSignals: true,
      logger: workerLog(this.options.resources.log),
    });
    this.runner.promise.then(
      () => this.startAgain(),
      (error: unknown) => this.startAgain(error),
    );
  }

  /** Runs everything that is due, once, and waits until its outcome is stored; for tests and for the seed. */
  async runDue(): Promise<void> {
    do {
      await this.relay?.drain();
      await this.runDueJobs();
      // What jobs add while a batch of them is being run is not always in it.
    } while (await this.hasDue());
  }

  /** Whether something waits to be run: jobs that are due, or an outbox that is not empty. */
  async hasDue(): Promise<boolean> {
    if (this.relay && !(await this.relay.isEmpty())) return true;
    const { rowCount } = await this.pool.query(
      `SELECT 1 FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
        WHERE run_at <= now() AND attempts < max_attempts AND locked_at IS NULL AND identifier = ANY($1) LIMIT 1`,
      [Object.keys(this.tasks())],
    );
    return rowCount !== 0;
  }

  private async runDueJobs(): Promise<void> {
    await runOnce({
      pgPool: this.pool,
      taskList: this.tasks(),
      concurrency: 4,
      // Fetched one by one, jobs cost twice as much: nobody else waits for these.
      preset: { worker: { localQueue: { size: 50 } } },
      noHandleSignals: true,
      logger: workerLog(this.options.resources.log),
    });
    // graphile-worker does not wait for the statement that marks a job as done or failed.
    for (let wait = 1; wait < 100 && (await this.hasLockedJobs()); wait += 1) await pause(wait);
  }

  /** See `WorkerPresence`; a started worker does this by itself. */
  freeJobsOfTheDead(): Promise<void> {
    return this.presence.sweep();
  }

  private async hasLockedJobs(): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'SELECT 1 FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL LIMIT 1',
    );
    return rowCount !== 0;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.restart) clearTimeout(this.restart);
    await this.runner?.stop().catch(() => undefined);
    await this.relay?.stop();
    await this.presence.stop();
    await this.pool.end();
  }

  /** graphile-worker gives up when its database goes away; the product does not. */
  private startAgain(error?: unknown): void {
    if (this.stopped) return;
    this.options.resources.log.warn({ error }, 'the job worker ended; starting it again');
    this.restart = setTimeout(
      () => void this.run().catch((failure: unknown) => this.startAgain(failure)),
      restartDelay,
    );
  }

  private tasks(): TaskList {
    const { resources, bus, handlers, jobs } = this.options;
    const { subgraph } = resources;
    const consumer = { subgraph, kind: SpanKind.CONSUMER };
    const own = jobs.map((job) => {
      const run = (payload: unknown): Promise<void> => {
        const given = payload as TraceCarrier & object;
        const span = { ...consumer, name: `job ${job.name}`, from: given };
        return tracedTask(span, () => job.run(this.scope(job.name), withoutCarrier(given) as never));
      };
      return [job.name, run] as const;
    });
    return {
      ...Object.fromEntries(own),
      [publishTask]: (payload) => publishTraced(subgraph, bus, payload as EventEnvelope),
      [handleTask]: (payload) => {
        const delivery = payload as Delivery;
        const span = { ...consumer, name: `handle ${delivery.handler}`, from: delivery.event };
        return tracedTask(span, () => handleEvent(resources, handlers, delivery));
      },
    };
  }

  private scope(job: string): Scope {
    const { resources } = this.options;
    return Scope.open(
      resources,
      Viewer.system,
      { requestId: job, address: 'job', userAgent: '' },
      resources.log.child({ job }),
    );
  }
}

function relayOf({ resources, bus }: WorkerOptions): OutboxRelay | null {
  const { documents } = resources;
  return documents && new OutboxRelay({ resources, bus, outbox: documents.db.collection(outbox.name) });
}
