import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CodedError } from '../../../../kit/errors/errors';
import { gatewayErrors } from '../../../gateway.errors';
import type { CompiledOperation } from '../compiled-operation';
import type { OpenPlanner, Planner } from './open-planner';
import type { LoadedSupergraph, PlanRequest } from './planner';
import type { Refusal, ThreadAnswer, ThreadTask } from './thread-messages';

export interface PlannerThreadsOptions {
  readonly threads: number;
  /** Milliseconds for one plan; then its thread is ended, and a new one begun. */
  readonly deadline: number;
  /** Operations that wait for a thread; beyond it they are refused. */
  readonly mostWaiting: number;
  /** What a thread runs, when not the planner of the product. */
  readonly file?: string;
}

interface Task {
  readonly request: PlanRequest;
  readonly resolve: (compiled: CompiledOperation) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Plans in threads, so that a pathological operation holds up nothing but itself: the event loop serves on, and the
 * thread is ended at the deadline.
 */
export function plannerThreads(options: PlannerThreadsOptions): OpenPlanner {
  return async (supergraphSdl) => {
    const pool = new ThreadPool(supergraphSdl, options);
    const loaded = await pool.start();
    const planner: Planner = { loaded, plan: (request) => pool.plan(request), close: () => pool.close() };
    return planner;
  };
}

class ThreadPool {
  private readonly threads = new Set<PlannerThread>();
  private readonly waiting: Task[] = [];
  private isClosed = false;

  constructor(
    private readonly supergraphSdl: string,
    private readonly options: PlannerThreadsOptions,
  ) {}

  /** The first thread reads the supergraph before anything is served; the others are begun when there is work for them. */
  async start(): Promise<LoadedSupergraph> {
    const first = this.begin();
    return first.loaded;
  }

  plan(request: PlanRequest): Promise<CompiledOperation> {
    if (this.isClosed || this.waiting.length >= this.options.mostWaiting)
      return Promise.reject(gatewayErrors.PLANNING_TIMEOUT());
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.refuseAll();
    await Promise.all([...this.threads].map((thread) => thread.end()));
  }

  private refuseAll(): void {
    for (const task of this.waiting.splice(0)) task.reject(gatewayErrors.PLANNING_TIMEOUT());
  }

  private begin(): PlannerThread {
    const thread = new PlannerThread(this.supergraphSdl, this.options, {
      onIdle: () => this.next(),
      onEnd: (wasLoaded) => {
        this.threads.delete(thread);
        // One that never began would only be followed by others that do not.
        if (wasLoaded) this.next();
        else this.refuseAll();
      },
    });
    this.threads.add(thread);
    return thread;
  }

  private next(): void {
    if (this.waiting.length === 0 || this.isClosed) return;
    const idle = [...this.threads].find((thread) => thread.isIdle);
    const task = idle && this.waiting.shift();
    if (task) return idle.take(task);
    if (this.threads.size < this.options.threads) this.begin();
  }
}

interface ThreadEvents {
  readonly onIdle: () => void;
  readonly onEnd: (wasLoaded: boolean) => void;
}

class PlannerThread {
  readonly loaded: Promise<LoadedSupergraph>;
  private readonly worker: Worker;
  private isLoaded = false;
  private wasLoaded = false;
  private task: Task | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    supergraphSdl: string,
    private readonly options: PlannerThreadsOptions,
    private readonly events: ThreadEvents,
  ) {
    this.worker = new Worker(options.file ?? threadFile(), { workerData: { supergraphSdl } });
    // A gateway that has nothing else to do may end.
    this.worker.unref();
    this.loaded = new Promise((resolve, reject) => {
      this.worker.on('message', (answer: ThreadAnswer) => {
        if (answer.kind === 'loaded') {
          resolve(answer.loaded);
          this.isLoaded = true;
          this.wasLoaded = true;
          this.events.onIdle();
        } else this.settle(answer);
      });
      this.worker.on('error', (error) => {
        reject(error);
        this.fail(error);
      });
    });
    this.loaded.catch(() => undefined);
    this.worker.on('exit', () => {
      this.fail(gatewayErrors.PLANNING_TIMEOUT());
      this.events.onEnd(this.wasLoaded);
    });
  }

  get isIdle(): boolean {
    return this.isLoaded && this.task === null;
  }

  take(task: Task): void {
    this.task = task;
    this.worker.ref();
    this.timer = setTimeout(() => void this.end(), this.options.deadline);
    this.worker.postMessage({ request: task.request } satisfies ThreadTask);
  }

  async end(): Promise<void> {
    this.isLoaded = false;
    this.fail(gatewayErrors.PLANNING_TIMEOUT());
    await this.worker.terminate();
  }

  private settle(answer: Exclude<ThreadAnswer, { readonly kind: 'loaded' }>): void {
    const task = this.release();
    if (answer.kind === 'planned') task?.resolve(answer.compiled);
    else task?.reject(errorOf(answer.refusal));
    this.events.onIdle();
  }

  private fail(error: Error): void {
    this.release()?.reject(error);
  }

  private release(): Task | null {
    const { task } = this;
    this.task = null;
    clearTimeout(this.timer);
    this.worker.unref();
    return task;
  }
}

/** A coded refusal becomes itself again; anything else stays an error that nobody foresaw. */
function errorOf({ code, facts, message }: Refusal): Error {
  return code === null ? new Error(message) : new CodedError(code, message, facts);
}

/** Threads run built code: tests are compiled on their way by Jest, which threads do not have. */
function threadFile(): string {
  const isBuilt = __filename.endsWith('.js');
  const folder = isBuilt ? __dirname : join(__dirname, '../../../../dist/gateway/engine/compiled/planner');
  return join(folder, 'planner-thread.js');
}
