import { hostname } from 'node:os';
import { Notices } from '../../../kit/database/notices';
import { Viewer } from '../../../kit/identity/viewer';
import type { Log } from '../../../kit/log/log';
import type { Scope } from '../../../kit/scope/scope';
import { systemTimers, type Timers } from '../../../kit/scope/timers';
import type { RunningSubgraph } from '../../../kit/subgraph/running';
import type { Tools } from '../ffmpeg';
import { Outputs } from '../output/outputs';
import { HoldingService } from '../task/holding.service';
import { LeasingService } from '../task/leasing.service';
import { OutcomeService } from '../task/outcome.service';
import { workChannel } from '../task/work.notice';
import { reasonOf } from './failure';
import { Heartbeat } from './heartbeat';
import { runTask } from './run-task';
import { Running } from './running';
import { Sources } from './sources';
import { Workshop } from './workshop';

export interface WorkerOptions {
  readonly subgraph: Pick<RunningSubgraph, 'scope' | 'resources'>;
  readonly tools: Tools;
  /** Where it may keep files; each worker has a folder in it. */
  readonly folder: string;
  readonly slots: number;
  readonly timers?: Timers;
}

/** Milliseconds after which a worker that nobody woke looks for a task. */
const pollInterval = 1_000;

/** Takes tasks and does them, as many at a time as it has slots. */
export class Worker {
  private readonly running = new Set<Running>();
  private readonly log: Log;
  private readonly timers: Timers;
  private readonly heartbeat: Heartbeat;
  private readonly sources: Sources;
  private loops: Promise<unknown> = Promise.resolve();
  private isStopping = false;
  private wake: () => void = () => undefined;
  private woken: Promise<void> = Promise.resolve();
  private notices: Notices | null = null;

  private constructor(
    private readonly options: WorkerOptions,
    readonly id: string,
    private readonly workshop: Workshop,
  ) {
    const { config, log, objects } = options.subgraph.resources;
    this.log = log.child({ worker: id });
    this.timers = options.timers ?? systemTimers;
    this.sources = new Sources(objects, workshop.folder);
    this.heartbeat = new Heartbeat({
      running: this.running,
      beat: (running) => this.beat(running),
      timers: this.timers,
      log: this.log,
      interval: config.TRANSCODE_HEARTBEAT,
      lease: config.TRANSCODE_LEASE,
    });
    this.sleep();
  }

  /** Says that there is one more worker, and tidies up behind those that were killed on this machine. */
  static async open(options: WorkerOptions): Promise<Worker> {
    const { ids, clock } = options.subgraph.resources;
    const id = ids.next();
    const workshop = await Workshop.open(options.folder, id);
    const { db } = options.subgraph.scope(Viewer.system);
    await db.query(REGISTER, [id, hostname(), process.pid, options.slots, clock.now()]);
    const worker = new Worker(options, id, workshop);
    worker.heartbeat.start();
    return worker;
  }

  /** Goes on until `stop`. */
  start(): void {
    const { url } = this.options.subgraph.resources.database;
    this.notices = new Notices({ url, channel: workChannel, onNotice: () => this.hear(), log: this.log });
    this.loops = Promise.all(this.eachSlot(() => this.loop()));
  }

  /** Does everything that is due, for tests. Returns how many tasks it did. */
  async runDue(): Promise<number> {
    const counts = await Promise.all(this.eachSlot(() => this.drain()));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Takes no more tasks, gives back those it has, and leaves nothing behind. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.wake();
    for (const task of this.running) task.interrupt();
    await this.notices?.close();
    await this.loops;
    await this.heartbeat.stop();
    await this.workshop.close();
    await this.scope().db.query('DELETE FROM transcode_worker WHERE id = $1', [this.id]);
  }

  private async beat(running: readonly Running[]): Promise<ReadonlySet<string>> {
    const beats = running.map(({ lease: { jobId, taskId, lease }, done }) => ({ jobId, taskId, lease, done }));
    const held = await this.scope().get(HoldingService).beat(this.id, beats);
    await this.workshop.mark();
    return held;
  }

  private eachSlot<T>(work: () => Promise<T>): Promise<T>[] {
    return Array.from({ length: this.options.slots }, work);
  }

  private async loop(): Promise<void> {
    while (!this.isStopping) {
      const sleep = this.woken;
      const found = await this.next().catch((error: unknown) => {
        this.log.warn({ error }, 'no task could be asked for');
        return false;
      });
      if (!found && !this.isStopping) await this.pause(sleep);
    }
  }

  private async drain(): Promise<number> {
    let count = 0;
    while (!this.isStopping && (await this.next())) count += 1;
    return count;
  }

  /** Does one task, if there is one. */
  private async next(): Promise<boolean> {
    const heardAt = this.timers.now();
    const lease = await this.scope().get(LeasingService).lease(this.id);
    if (!lease) return false;
    const task = new Running(lease, heardAt);
    this.running.add(task);
    try {
      if (this.isStopping) task.interrupt();
      await this.run(task);
    } finally {
      this.running.delete(task);
    }
    return true;
  }

  /** Whatever happens to a task, its outcome is told; where it cannot be, the lease runs out. */
  private async run(task: Running): Promise<void> {
    const { lease } = task;
    const log = this.log.child({ job: lease.jobId, task: lease.kind, part: lease.spec?.index, lease: lease.lease });
    const startedAt = this.timers.now();
    try {
      await this.attempt(task);
      log.info({ milliseconds: Math.round(this.timers.now() - startedAt) }, 'a task is done');
    } catch (error) {
      await this.tellFailure(task, error, log).catch((failure: unknown) =>
        log.error({ error: failure }, 'the outcome of a task could not be told'),
      );
    }
  }

  private async attempt(task: Running): Promise<void> {
    const { tools, subgraph } = this.options;
    const { config, secrets, objects } = subgraph.resources;
    const { lease, signal } = task;
    const onProgress = (done: number): void => void (task.done = done);
    const result = await this.workshop.within(`${lease.jobId}-${lease.lease}`, (folder) =>
      runTask({ lease, config, secrets, objects, sources: this.sources, tools, folder, signal, onProgress }),
    );
    if (task.isHeld && (await this.scope().get(OutcomeService).complete(lease, result))) return;
    task.lose();
    throw new Error('The task was lost.');
  }

  private async tellFailure(task: Running, error: unknown, log: Log): Promise<void> {
    const scope = this.scope();
    if (!task.isHeld) {
      log.info('a task was lost');
      return scope.get(Outputs).discard(task.lease.prefix);
    }
    if (task.signal.aborted) {
      log.info('a task was given back');
      await scope.get(OutcomeService).release(task.lease);
      return;
    }
    const reason = reasonOf(error);
    log.warn({ error, reason }, 'a task failed');
    await scope.get(OutcomeService).fail(task.lease, reason);
  }

  /** Whoever adds work, or takes it away, says so: nobody has to wait for the next look. */
  private hear(): void {
    if (this.isStopping) return;
    this.wake();
    this.sleep();
    if (this.running.size > 0) void this.heartbeat.now();
  }

  private sleep(): void {
    this.woken = new Promise((resolve) => (this.wake = resolve));
  }

  private async pause(sleep: Promise<void>): Promise<void> {
    let callOff = (): void => undefined;
    const enough = new Promise<void>((resolve) => (callOff = this.timers.after(pollInterval, resolve)));
    await Promise.race([sleep, enough]);
    callOff();
  }

  private scope(): Scope {
    return this.options.subgraph.scope(Viewer.system);
  }
}

const REGISTER = `
  INSERT INTO transcode_worker (id, host, pid, slots, started_at, seen_at) VALUES ($1, $2, $3, $4, $5, $5)`;
