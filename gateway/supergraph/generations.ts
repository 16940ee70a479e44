import type { GraphQLSchema } from 'graphql';
import type { Engine } from '../engine/engine';

interface Generation {
  readonly engine: Engine;
  /** Requests that are under way since it was the newest. */
  requests: number;
  /** What else needs it still. */
  keepers: number;
}

/**
 * The engine at work, and those before it that somebody may still need. A request may meet the engine that was current
 * when it began or any later one, so an engine stops when nothing runs that began while it or an earlier one was current.
 */
export class Generations {
  private readonly alive: Generation[];
  private readonly bySchema = new WeakMap<GraphQLSchema, Engine>();
  private readonly stopping = new Set<Promise<void>>();

  constructor(
    first: Engine,
    private readonly onStopFailure: (error: unknown) => void,
  ) {
    this.alive = [];
    this.add(first);
  }

  get current(): Engine {
    return this.newest.engine;
  }

  /** The engine whose schema this is; the current one for a schema that no engine has. */
  engineOf(schema: GraphQLSchema): Engine {
    return this.bySchema.get(schema) ?? this.current;
  }

  /** Begins a request; the function it returns ends it. */
  enter(): () => void {
    const generation = this.newest;
    generation.requests += 1;
    return once(() => {
      generation.requests -= 1;
      this.sweep();
    });
  }

  /** Makes an engine the current one. The one before is kept until the work is done, beside what entered. */
  replace(engine: Engine, work: () => Promise<unknown>): void {
    const before = this.newest;
    before.keepers += 1;
    this.add(engine);
    const release = (): void => {
      before.keepers -= 1;
      this.sweep();
    };
    void work().then(release, release);
  }

  /** Stops all of them, whoever may need them. */
  async stop(): Promise<void> {
    for (const { engine } of this.alive.splice(0)) this.stopEngine(engine);
    await Promise.all(this.stopping);
  }

  /** How many engines have not stopped. */
  get size(): number {
    return this.alive.length;
  }

  private get newest(): Generation {
    const newest = this.alive.at(-1);
    if (!newest) throw new Error('The engines have stopped.');
    return newest;
  }

  private add(engine: Engine): void {
    this.alive.push({ engine, requests: 0, keepers: 0 });
    this.bySchema.set(engine.schema, engine);
  }

  private sweep(): void {
    while (this.alive.length > 1 && this.alive[0]?.requests === 0 && this.alive[0].keepers === 0) {
      const oldest = this.alive.shift();
      if (oldest) this.stopEngine(oldest.engine);
    }
  }

  private stopEngine(engine: Engine): void {
    const stopped = engine.stop().catch(this.onStopFailure);
    this.stopping.add(stopped);
    void stopped.finally(() => this.stopping.delete(stopped));
  }
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
