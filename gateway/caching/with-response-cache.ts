import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kit/scope/clock';
import type { Engine, EngineRequest, EngineResult } from '../engine/engine';
import { JsonText } from '../engine/json-text';
import type { CacheMetrics } from '../metrics/cache-metrics';
import type { CacheHints } from './cache-hints';
import { cachePolicy, never, type CachePolicy } from './cache-policy';
import type { ChangeClock } from './change-clock';

/** Tells clients and caches on the way how old an answer is. */
export interface Freshness {
  /** Seconds. */
  readonly age: number;
  readonly maxAge: number;
}

export interface ResponseCacheOptions {
  readonly hints: CacheHints;
  readonly changes: ChangeClock;
  readonly clock: Clock;
  readonly metrics: CacheMetrics;
  /** Of all texts that are kept. */
  readonly maxBytes: number;
  /** Seconds beyond its maxAge for which an answer is shown again where a subgraph does not answer. */
  readonly staleIfError: number;
}

interface Entry {
  readonly text: string;
  readonly weight: number | undefined;
  readonly storedAt: number;
  /** Seconds. */
  readonly maxAge: number;
  readonly stamp: string;
}

const mostPolicies = 2_000;

/**
 * An engine that shows again what nobody in particular asked before. Never to, or from, anybody who is somebody: what
 * one may see, another may not.
 */
export function withResponseCache(engine: Engine, options: ResponseCacheOptions): Engine {
  const cache = new ResponseCache(engine.schema, options);
  return {
    ...engine,
    execute: (request) => {
      const policy = cache.policyOf(request);
      if (policy.maxAge === 0) return engine.execute(request);
      return cache.answer(request, policy, () => engine.execute(request));
    },
  };
}

class ResponseCache {
  private readonly policies = new LRUCache<string, CachePolicy>({ max: mostPolicies });
  private readonly entries: LRUCache<string, Entry>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly options: ResponseCacheOptions,
  ) {
    const { maxBytes: maxSize } = options;
    this.entries = new LRUCache({ maxSize, sizeCalculation: ({ text }, key) => text.length + key.length });
  }

  policyOf({ context, document, operation, documentHash, operationName }: EngineRequest): CachePolicy {
    if (context.viewer.claims.kind !== 'anonymous') return never;
    const key = `${documentHash}|${operationName ?? ''}`;
    const policy = this.policies.get(key) ?? cachePolicy(document, operation, this.schema, this.options.hints);
    this.policies.set(key, policy);
    return policy;
  }

  async answer(
    request: EngineRequest,
    policy: CachePolicy,
    execute: () => Promise<EngineResult>,
  ): Promise<EngineResult> {
    const { metrics, changes } = this.options;
    const { documentHash, operationName, variables, context } = request;
    const key = `${documentHash}|${operationName ?? ''}|${JSON.stringify(variables)}`;
    const moment = changes.of(policy);
    const entry = this.entries.get(key);
    const isTrue = entry?.stamp === moment.stamp;
    if (entry && isTrue && moment.isKnown && this.ageOf(entry) < entry.maxAge) {
      metrics.asked('hit');
      return this.shown(entry, request);
    }
    // Runs that others may join must have begun after the last change.
    context.moment = moment.stamp;
    const result = await execute();
    if (entry && isTrue && isUnanswered(result) && this.ageOf(entry) < entry.maxAge + this.options.staleIfError) {
      metrics.asked('stale');
      return this.shown(entry, request);
    }
    metrics.asked('miss');
    const { data, errors } = result;
    if (errors || data === null || data === undefined) return result;
    const maxAge = this.maxAgeOf(result, policy);
    context.freshness = { age: 0, maxAge };
    if (moment.isKnown && maxAge > 0) this.keep(key, result, moment.stamp, maxAge);
    return result;
  }

  /** Seconds: parts of it may have been kept for a while already. */
  private maxAgeOf({ freshUntil = Infinity }: EngineResult, { maxAge }: CachePolicy): number {
    return Math.min(maxAge, Math.max(0, Math.floor((freshUntil - this.options.clock.now().getTime()) / 1_000)));
  }

  private keep(key: string, { data, weight }: EngineResult, stamp: string, maxAge: number): void {
    const written = data instanceof JsonText ? data.text : JSON.stringify(data);
    // In one piece: V8 keeps what was put together as a tree, which each response would walk again.
    const text = Buffer.from(written).toString();
    this.entries.set(key, { text, weight, stamp, maxAge, storedAt: this.options.clock.now().getTime() });
    this.options.metrics.size(this.entries.calculatedSize);
  }

  private shown(entry: Entry, { context }: EngineRequest): EngineResult {
    const { text, weight, maxAge } = entry;
    context.freshness = { age: this.ageOf(entry), maxAge };
    return { data: new JsonText(text), ...(weight === undefined ? {} : { weight }) };
  }

  /** Seconds, whole ones. */
  private ageOf({ storedAt }: Entry): number {
    return Math.floor((this.options.clock.now().getTime() - storedAt) / 1_000);
  }
}

const outages: ReadonlySet<unknown> = new Set(['UNAVAILABLE', 'TIMEOUT']);

/** Whether something that the answer needs does not answer. */
function isUnanswered({ errors = [] }: EngineResult): boolean {
  return errors.some(({ extensions }) => outages.has(extensions['code']));
}
