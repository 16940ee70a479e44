import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kit/scope/clock';
import type { Engine, EngineRequest, EngineResult } from '../engine/engine';
import { JsonText } from '../engine/json-text';
import type { CacheMetrics } from '../metrics/cache-metrics';
import type { CacheHints } from './cache-hints';
import { cachePolicy, never, type CachePolicy } from './cache-policy';
import type { ChangeClock } from './change-clock';
import type { Heard } from './change-numbers';
import type { SharedAnswers } from './shared-answers';

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
  /** Answers of other processes; absent: there are none. */
  readonly shared?: SharedAnswers | undefined;
  /** Another text for another supergraph: other processes may have another one. */
  readonly supergraph: string;
}

interface Entry {
  readonly text: string;
  readonly weight: number | undefined;
  readonly storedAt: number;
  /** Seconds. */
  readonly maxAge: number;
  readonly stamp: string;
}

interface Keeping extends Pick<Entry, 'stamp' | 'maxAge'> {
  /** What was known of changes when it was begun; null: too little to share it. */
  readonly heard: Heard | null;
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
    const shown =
      this.find(key, policy, 'hit') ?? ((await this.takeOver(key, policy)) && this.find(key, policy, 'shared'));
    if (shown) return this.shown(shown, request);
    const moment = changes.of(policy);
    const heard = changes.numbers.heard(policy);
    const entry = this.entries.get(key);
    const isTrue = entry?.stamp === moment.stamp;
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
    if (moment.isKnown && maxAge > 0) this.keep(key, result, { stamp: moment.stamp, maxAge, heard });
    return result;
  }

  /** What may be shown now. */
  private find(key: string, policy: CachePolicy, how: 'hit' | 'shared'): Entry | null {
    const { stamp, isKnown } = this.options.changes.of(policy);
    const entry = this.entries.get(key);
    if (!entry || entry.stamp !== stamp || !isKnown || this.ageOf(entry) >= entry.maxAge) return null;
    this.options.metrics.asked(how);
    return entry;
  }

  /** Keeps what another process has answered, where that knew of every change that is known here. */
  private async takeOver(key: string, policy: CachePolicy): Promise<boolean> {
    const { shared, changes, supergraph } = this.options;
    if (!shared || !changes.of(policy).isKnown || !changes.numbers.heard(policy)) return false;
    const answer = await shared.get(`${supergraph}|${key}`);
    // What is heard while it comes counts, too.
    const { stamp } = changes.of(policy);
    if (!answer || !changes.numbers.isCovered(answer.heard, policy)) return false;
    const { text, weight, maxAge } = answer;
    // The other's clock may be ahead of ours.
    const storedAt = Math.min(answer.storedAt, this.options.clock.now().getTime());
    this.entries.set(key, { text, weight, maxAge, stamp, storedAt });
    this.options.metrics.size(this.entries.calculatedSize);
    return true;
  }

  /** Seconds: parts of it may have been kept for a while already. */
  private maxAgeOf({ freshUntil = Infinity }: EngineResult, { maxAge }: CachePolicy): number {
    return Math.min(maxAge, Math.max(0, Math.floor((freshUntil - this.options.clock.now().getTime()) / 1_000)));
  }

  private keep(key: string, { data, weight }: EngineResult, { stamp, maxAge, heard }: Keeping): void {
    const written = data instanceof JsonText ? data.text : JSON.stringify(data);
    // In one piece: V8 keeps what was put together as a tree, which each response would walk again.
    const text = Buffer.from(written).toString();
    const storedAt = this.options.clock.now().getTime();
    this.entries.set(key, { text, weight, stamp, maxAge, storedAt });
    this.options.metrics.size(this.entries.calculatedSize);
    const { shared, supergraph } = this.options;
    if (heard) shared?.keep(`${supergraph}|${key}`, { text, weight, maxAge, storedAt, heard });
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
