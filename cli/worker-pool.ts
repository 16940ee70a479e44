import type { Log } from '../kit/log/log';
import { systemTimers, type Timers } from '../kit/scope/timers';
import { UsageError } from './usage-error';

/** One process of several that serve the same port. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  onListening(listener: () => void): void;
  onExit(listener: (how: { readonly code: number | null; readonly signal: string | null }) => void): void;
  /** Asks it to end when its requests are done. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

interface WorkerPoolOptions {
  readonly size: number;
  readonly fork: () => WorkerProcess;
  readonly log: Log;
  /** Milliseconds that workers may take to stop. */
  readonly stopTimeout: number;
  readonly timers?: Timers;
}

const [shortestDelay, longestDelay] = [200, 30_000];
/** Milliseconds after which a worker that ends is not counted with the one before. */
const longLife = 60_000;

/** Keeps as many workers at work as there should be. */
export class WorkerPool {
  private readonly workers = new Set<WorkerProcess>();
  private readonly restarts = new Set<() => void>();
  private readonly timers: Timers;
  private phase: 'starting' | 'serving' | 'stopping' = 'starting';
  /** Workers that ended soon after they began, in a row. */
  private failures = 0;
  private listening = 0;
  private onEnd: () => void = () => undefined;

  constructor(private readonly options: WorkerPoolOptions) {
    this.timers = options.timers ?? systemTimers;
  }

  /** Until all of them listen. @throws when one ends before: what stopped it would stop its successors, too. */
  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      for (let count = 0; count < this.options.size; count += 1) this.fork(resolve, reject);
    }).catch(async (error: unknown) => {
      await this.stop();
      throw error;
    });
    this.phase = 'serving';
  }

  /** Ends all of them, by force those that do not in time. */
  async stop(): Promise<void> {
    this.phase = 'stopping';
    for (const callOff of this.restarts) callOff();
    for (const worker of this.workers) worker.stop();
    const callOff = this.timers.after(this.options.stopTimeout, () => {
      for (const worker of this.workers) worker.kill();
    });
    if (this.workers.size > 0) await new Promise<void>((resolve) => (this.onEnd = resolve));
    callOff();
  }

  private fork(resolve: () => void = () => undefined, reject: (error: Error) => void = () => undefined): void {
    const worker = this.options.fork();
    const startedAt = this.timers.now();
    this.workers.add(worker);
    worker.onListening(() => {
      this.options.log.info({ worker: worker.pid }, 'a worker listens');
      this.listening += 1;
      if (this.listening === this.options.size) resolve();
    });
    worker.onExit((how) => {
      this.workers.delete(worker);
      if (this.workers.size === 0) this.onEnd();
      if (this.phase === 'starting') reject(new UsageError('A worker ended before it was ready.'));
      if (this.phase === 'serving') this.replace(worker, how, this.timers.now() - startedAt);
    });
  }

  private replace(worker: WorkerProcess, how: object, lived: number): void {
    this.failures = lived > longLife ? 0 : this.failures + 1;
    const delay = this.failures === 0 ? 0 : Math.min(shortestDelay * 2 ** (this.failures - 1), longestDelay);
    this.options.log.error({ worker: worker.pid, ...how, delay }, 'a worker ended; another one takes its place');
    const callOff = this.timers.after(delay, () => {
      this.restarts.delete(callOff);
      this.fork();
    });
    this.restarts.add(callOff);
  }
}
