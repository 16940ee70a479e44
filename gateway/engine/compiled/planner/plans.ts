import { LRUCache } from 'lru-cache';
import type { EngineMetrics, PlanVariant } from '../../engine';
import { linkSelection, type LinkedSelection, type WeightOf } from '../project/linked-shape';
import type { CompiledOperation } from '../compiled-operation';
import type { PlanRequest } from './planner';

/** An operation ready to run. */
export interface ReadyOperation {
  readonly compiled: CompiledOperation;
  readonly shape: LinkedSelection;
}

/** Makes one plan. @throws the refusal */
export type PlanOperation = (request: PlanRequest) => Promise<CompiledOperation>;

const mostPlans = 2_000;
/** Milliseconds for which an operation that could not be planned is refused without another try. */
const refusalLifetime = 30_000;

interface Entry {
  readonly request: PlanRequest;
  readonly ready: Promise<ReadyOperation>;
  /** Set as soon as `ready` resolves, so that a plan that is there costs no turn of the event loop. */
  done: ReadyOperation | null;
  uses: number;
}

/** Plans made so far, the ones used last; each is made once, also when many ask at the same time. */
export class Plans {
  private readonly entries = new LRUCache<string, Entry>({ max: mostPlans });

  constructor(
    private readonly make: PlanOperation,
    private readonly metrics: EngineMetrics | undefined,
    private readonly weightOf?: WeightOf,
  ) {}

  /** @throws PLANNING_TIMEOUT, OPERATION_TOO_LARGE, OPERATION_NOT_PLANNED */
  get(key: string, request: () => PlanRequest): ReadyOperation | Promise<ReadyOperation> {
    const known = this.entries.get(key);
    this.metrics?.planCache(known !== undefined);
    const entry = known ?? this.begin(key, request());
    entry.uses += 1;
    return entry.done ?? entry.ready;
  }

  /** The requests of the plans used most, the best first. */
  hottest(count: number): readonly PlanRequest[] {
    const entries = [...this.entries.values()].filter(({ done }) => done !== null);
    return entries
      .sort((one, other) => other.uses - one.uses)
      .slice(0, count)
      .map(({ request }) => request);
  }

  private begin(key: string, request: PlanRequest): Entry {
    const startedAt = performance.now();
    const ready = this.make(request).then((compiled) => ({
      compiled,
      shape: linkSelection(compiled.shape, this.weightOf),
    }));
    const entry: Entry = { request, ready, done: null, uses: 0 };
    this.entries.set(key, entry);
    this.metrics?.planCacheSize(this.entries.size);
    ready.then(
      (done) => {
        entry.done = done;
        this.metrics?.planned(performance.now() - startedAt);
      },
      () => {
        // Kept for a while: planning it again at once would only be refused again, at the same price.
        this.entries.set(key, entry, { ttl: refusalLifetime });
        this.metrics?.planRefused();
      },
    );
    return entry;
  }
}

/** What identifies a plan: everything that may change it. */
export function planKey({ conditions, denied, overrides }: PlanVariant): string {
  const parts = [Object.entries(conditions), Object.entries(denied), overrides];
  return parts.every((part) => part.length === 0) ? '' : JSON.stringify(parts);
}
