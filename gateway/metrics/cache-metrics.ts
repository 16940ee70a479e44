import { Counter, Gauge, type Registry } from 'prom-client';

/** `stale`: shown although it was too old, because a subgraph did not answer. */
export type CacheResult = 'hit' | 'miss' | 'stale';

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
