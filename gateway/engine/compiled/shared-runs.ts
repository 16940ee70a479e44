import type { EngineResult } from '../engine';

/** For who cannot wait until a run that goes on for others is through; whoever set the deadline says so. */
const nothingYet: EngineResult = { data: null, errors: [] };

interface Run {
  readonly result: Promise<EngineResult>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Runs in flight that others may join: a query of nobody in particular, asked by many at the same time, runs once.
 * Only for nobody: who is somebody may have changed something since the run began, and must see it.
 */
export class SharedRuns {
  private readonly running = new Map<string, Run>();

  /** The run ends early only when all who wait for it have gone. */
  join(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<EngineResult>): Promise<EngineResult> {
    if (signal.aborted) return Promise.resolve(nothingYet);
    const run = this.running.get(key) ?? this.begin(key, start);
    run.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        run.waiting -= 1;
        if (run.waiting === 0) this.end(key, run, signal.reason);
        else resolve(nothingYet);
      };
      signal.addEventListener('abort', leave, { once: true });
      run.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  private begin(key: string, start: (signal: AbortSignal) => Promise<EngineResult>): Run {
    const controller = new AbortController();
    const run: Run = { result: start(controller.signal), controller, waiting: 0 };
    this.running.set(key, run);
    const forget = (): void => {
      if (this.running.get(key) === run) this.running.delete(key);
    };
    run.result.then(forget, forget);
    return run;
  }

  private end(key: string, run: Run, reason: unknown): void {
    if (this.running.get(key) === run) this.running.delete(key);
    run.controller.abort(reason);
  }
}
