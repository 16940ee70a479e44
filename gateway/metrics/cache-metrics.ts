import { Counter, Gauge, type Registry } from 'prom-client';

/** `shared`: another process had answered it. `stale`: shown although it was too old, because a subgraph did not answer. */
export type CacheResult = 'hit' | 'shared' | 'miss' | 'stale';

export interface CacheMetrics {
  asked(result: CacheResult): void;
  /** Characters kept now. */
  size(characters: number): void;
}

export function cacheMetrics(registry: Registry): CacheMetrics {
  const asked = new Counter({
    name: 'lyceum_gateway_response_cache_total',
    help: 'Queries of nobody whose answers may be shown again: shown again, run, shown although too old.',
    labelNames: ['result'] as const,
    registers: [registry],
  });
  const size = new Gauge({
    name: 'lyceum_gateway_response_cache_bytes',
    help: 'Characters of the answers that are kept.',
    registers: [registry],
  });
  return { asked: (result) => asked.labels(result).inc(), size: (characters) => size.set(characters) };
}

/** Entities looked up at once. */
export interface EntitiesAsked {
  /** Taken from the cache. */
  readonly hit: number;
  /** Known not to be public: asked for as the viewer at once. */
  readonly hidden: number;
  readonly miss: number;
}

export interface EntityCacheMetrics {
  asked(subgraph: string, found: EntitiesAsked): void;
  /** Characters kept now. */
  size(characters: number): void;
}

export function entityCacheMetrics(registry: Registry): EntityCacheMetrics {
  const asked = new Counter({
    name: 'lyceum_gateway_entity_cache_total',
    help: 'Entities that may be kept, as subgraph fetches ask for them: shown again, known not to be public, asked for.',
    labelNames: ['subgraph', 'result'] as const,
    registers: [registry],
  });
  const size = new Gauge({
    name: 'lyceum_gateway_entity_cache_bytes',
    help: 'Characters of the entities that are kept.',
    registers: [registry],
  });
  return {
    asked: (subgraph, found) => {
      for (const result of ['hit', 'hidden', 'miss'] as const) asked.labels(subgraph, result).inc(found[result]);
    },
    size: (characters) => size.set(characters),
  };
}
