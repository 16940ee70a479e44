import { createHash } from 'node:crypto';
import type { Config } from '../../kit/config/config';
import type { Log } from '../../kit/log/log';
import type { Engine } from '../engine/engine';
import { cacheHints } from './cache-hints';
import { ChangeClock } from './change-clock';
import { EntityCache, type EntityCacheOptions } from './entities/entity-cache';
import { openSharedAnswers, type SharedAnswers } from './shared-answers';
import { TypeChanges, type TypeChangesOptions } from './type-changes';
import { withResponseCache, type ResponseCacheOptions } from './with-response-cache';

type CachingOptions = Pick<ResponseCacheOptions, 'clock' | 'metrics'> & {
  readonly log: Log;
  readonly config: Pick<
    Config,
    'CACHE_BYTES' | 'CACHE_REDIS_TIMEOUT' | 'CACHE_STALE_IF_ERROR' | 'ENTITY_CACHE_BYTES' | 'REDIS_URL'
  >;
  readonly entityMetrics: EntityCacheOptions['metrics'];
};

/** Answers, and entities, that are shown again, and what makes them out of date. Each supergraph has answers of its own. */
export class Caching {
  private readonly changes = new ChangeClock();

  private readonly shared: SharedAnswers | undefined;

  constructor(private readonly options: CachingOptions) {
    const { REDIS_URL: url, CACHE_BYTES: maxBytes, CACHE_REDIS_TIMEOUT: patience } = options.config;
    this.shared = url && maxBytes > 0 ? openSharedAnswers({ url, maxBytes, patience, log: options.log }) : undefined;
  }

  close(): void {
    this.shared?.close();
  }

  around(engine: Engine, supergraphSdl: string): Engine {
    const { config, clock, metrics } = this.options;
    const { CACHE_BYTES: maxBytes, CACHE_STALE_IF_ERROR: staleIfError } = config;
    if (maxBytes === 0) return engine;
    const hints = cacheHints(supergraphSdl);
    const supergraph = createHash('sha256').update(`${engine.name}|${supergraphSdl}`).digest('base64url');
    const { changes, shared } = this;
    const kept = { hints, changes, clock, metrics, maxBytes, staleIfError };
    return withResponseCache(engine, { ...kept, shared, supergraph });
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
