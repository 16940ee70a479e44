import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../../kit/identity/viewer';
import type { Clock } from '../../../kit/scope/clock';
import type { EntityCacheMetrics } from '../../metrics/cache-metrics';
import type { ChangeClock } from '../change-clock';
import { Flights } from './flights';
import type { KeptEntity, Learned } from './learned';

export interface EntityCacheOptions {
  readonly changes: ChangeClock;
  readonly clock: Clock;
  readonly metrics: EntityCacheMetrics;
  /** Of all texts that are kept, with what they are known by. */
  readonly maxBytes: number;
}

interface Entry extends KeptEntity {
  readonly stamp: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Milliseconds for which who has changed something is answered afresh: longer than it takes to hear of the change. */
const ownChanges = 5_000;
const mostWriters = 20_000;
/** What an entry takes beside its texts, about. */
const overhead = 100;

/** Entities as nobody in particular sees them, of one supergraph: what everyone who sees them is shown, too. */
export class EntityCache {
  readonly flights = new Flights<ReadonlyMap<string, Learned>>();
  private readonly entries: LRUCache<string, Entry>;
  private readonly writers = new LRUCache<string, number>({ max: mostWriters });

  constructor(private readonly options: EntityCacheOptions) {
    const { maxBytes: maxSize } = options;
    this.entries = new LRUCache({ maxSize, sizeCalculation: ({ text }, key) => text.length + key.length + overhead });
  }

  get metrics(): EntityCacheMetrics {
    return this.options.metrics;
  }

  /** Whether they are shown what is kept. Who has just changed something is answered afresh; so is the house itself. */
  isFor(viewer: Viewer): boolean {
    return !viewer.isSystem && !this.hasWritten(viewer);
  }

  /** They see what they have changed, though its subgraph has not told of it yet. */
  noteWrite({ claims: { kind, id } }: Viewer): void {
    if (id !== null) this.writers.set(`${kind}:${id}`, this.now());
  }

  /** Another text once the subgraph has changed anything; null while that cannot be heard. */
  stampOf(subgraph: string): string | null {
    return this.options.changes.stampOf(subgraph);
  }

  get(key: string, stamp: string): Entry | undefined {
    const entry = this.entries.get(key);
    return entry?.stamp === stamp && this.now() < entry.until ? entry : undefined;
  }

  /** `maxAge` in seconds. */
  keep(key: string, { text, isHidden }: KeptEntity, stamp: string, maxAge: number): void {
    this.entries.set(key, { text, isHidden, stamp, until: this.now() + maxAge * 1_000 });
    this.metrics.size(this.entries.calculatedSize);
  }

  private hasWritten({ claims: { kind, id } }: Viewer): boolean {
    const at = id === null ? undefined : this.writers.get(`${kind}:${id}`);
    return at !== undefined && this.now() - at < ownChanges;
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}
