import type { Config } from '../../kit/config/config';
import type { Engine } from '../engine/engine';
import { cacheHints } from './cache-hints';
import { ChangeClock } from './change-clock';
import { EntityCache, type EntityCacheOptions } from './entities/entity-cache';
import { TypeChanges, type TypeChangesOptions } from './type-changes';
import { withResponseCache, type ResponseCacheOptions } from './with-response-cache';

type CachingOptions = Pick<ResponseCacheOptions, 'clock' | 'metrics'> & {
  readonly config: Pick<Config, 'CACHE_BYTES' | 'CACHE_STALE_IF_ERROR' | 'ENTITY_CACHE_BYTES'>;
  readonly entityMetrics: EntityCacheOptions['metrics'];
};

/** Answers, and entities, that are shown again, and what makes them out of date. Each supergraph has answers of its own. */
export class Caching {
  private readonly changes = new ChangeClock();

  constructor(private readonly options: CachingOptions) {}

  around(engine: Engine, supergraphSdl: string): Engine {
    const { config, clock, metrics } = this.options;
    const { CACHE_BYTES: maxBytes, CACHE_STALE_IF_ERROR: staleIfError } = config;
    if (maxBytes === 0) return engine;
    const hints = cacheHints(supergraphSdl);
    return withResponseCache(engine, { hints, changes: this.changes, clock, metrics, maxBytes, staleIfError });
  }

  /** For the engine of one supergraph; undefined where no entities are kept. */
  entities(): EntityCache | undefined {
    const { config, clock, entityMetrics: metrics } = this.options;
    const { ENTITY_CACHE_BYTES: maxBytes } = config;
    return maxBytes === 0 ? undefined : new EntityCache({ changes: this.changes, clock, metrics, maxBytes });
  }

  /** Hears from subgraphs what has changed; from none where nothing is kept. */
  listening(options: Omit<TypeChangesOptions, 'changes' | 'isNeeded'>): TypeChanges {
    const { CACHE_BYTES, ENTITY_CACHE_BYTES } = this.options.config;
    return new TypeChanges({ ...options, changes: this.changes, isNeeded: CACHE_BYTES + ENTITY_CACHE_BYTES > 0 });
  }
}
