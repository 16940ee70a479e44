import { assertValidSchema, type GraphQLSchema } from 'graphql';
import type { Log } from '../../kit/log/log';
import type { Engine } from '../engine/engine';
import type { SupergraphMetrics } from '../metrics/supergraph-metrics';
import { Generations } from './generations';
import { reasonOf, SupergraphError, type SupergraphSource } from './supergraph-source';

export interface LiveSupergraphOptions {
  readonly source: SupergraphSource;
  /** Opens an engine for a supergraph; rejects when the supergraph cannot be used. */
  readonly open: (supergraphSdl: string) => Promise<Engine>;
  readonly log: Log;
  readonly metrics: SupergraphMetrics;
}

/** Hears of each new engine. The one before is not stopped until the promise has settled. */
export type SwitchListener = (engine: Engine, supergraphSdl: string) => Promise<void> | void;

/** The engine of the newest supergraph that could be used. */
export class LiveSupergraph {
  private readonly engines: Generations;
  private readonly listeners = new Set<SwitchListener>();
  /** What the source said last, until it is being worked on. */
  private next: string | undefined;
  private working: Promise<void> | undefined;
  private isClosed = false;

  private constructor(
    private readonly options: LiveSupergraphOptions,
    private sdl: string,
    first: Engine,
  ) {
    this.engines = new Generations(first, (error) => options.log.error({ error }, 'an engine did not stop cleanly'));
    options.source.watch((changed) => this.take(changed));
  }

  /** @throws SupergraphError when there is no supergraph, or none that can be used. */
  static async open(options: LiveSupergraphOptions): Promise<LiveSupergraph> {
    const sdl = await options.source.current();
    try {
      return new LiveSupergraph(options, sdl, await openChecked(options, sdl));
    } catch (error) {
      options.source.close();
      throw new SupergraphError(`The supergraph cannot be used: ${reasonOf(error)}`, { cause: error });
    }
  }

  get engine(): Engine {
    return this.engines.current;
  }

  get supergraphSdl(): string {
    return this.sdl;
  }

  /** The engine of a schema: the current one or, for a request that has entered, one that was current since. */
  engineOf(schema: GraphQLSchema): Engine {
    return this.engines.engineOf(schema);
  }

  /** Begins a request; the function it returns ends it. In between no engine stops that the request may meet. */
  enter(): () => void {
    return this.engines.enter();
  }

  /** The function it returns ends the listening. */
  onSwitch(listener: SwitchListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.options.source.close();
    await this.working;
    await this.engines.stop();
  }

  private take(sdl: string): void {
    this.next = sdl;
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  /** One at a time; what comes meanwhile counts only by its last. */
  private async work(): Promise<void> {
    while (this.next !== undefined && !this.isClosed) {
      const sdl = this.next;
      this.next = undefined;
      if (sdl !== this.sdl) await this.replaceBy(sdl);
    }
  }

  private async replaceBy(sdl: string): Promise<void> {
    const { log, metrics } = this.options;
    try {
      const engine = await openChecked(this.options, sdl);
      await this.warm(engine);
      if (this.isClosed) return await engine.stop();
      this.switchTo(engine, sdl);
      metrics.switched();
      log.info('the supergraph has changed');
    } catch (error) {
      metrics.refused();
      log.error({ error }, 'the new supergraph cannot be used; the one before stays');
    }
  }

  private async warm(engine: Engine): Promise<void> {
    try {
      await engine.warm?.(this.engine.hotOperations?.() ?? []);
    } catch (error) {
      this.options.log.warn({ error }, 'plans could not be made ahead of the new supergraph');
    }
  }

  /** In one turn of the event loop: no request sees a schema here and an engine there. */
  private switchTo(engine: Engine, sdl: string): void {
    this.sdl = sdl;
    this.engines.replace(engine, () =>
      Promise.all([...this.listeners].map((listener) => this.tell(listener, engine, sdl))),
    );
  }

  private async tell(listener: SwitchListener, engine: Engine, sdl: string): Promise<void> {
    try {
      await listener(engine, sdl);
    } catch (error) {
      this.options.log.error({ error }, 'the new supergraph was not taken over everywhere');
    }
  }
}

/** A schema that Apollo Server would refuse later is refused before anybody uses it. */
async function openChecked({ open }: LiveSupergraphOptions, sdl: string): Promise<Engine> {
  const engine = await open(sdl);
  try {
    assertValidSchema(engine.schema);
    return engine;
  } catch (error) {
    await engine.stop();
    throw error;
  }
}
