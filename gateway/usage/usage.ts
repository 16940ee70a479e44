import type { GraphQLSchema } from 'graphql';
import type { Log } from '../../kit/log/log';
import type { Clock } from '../../kit/scope/clock';
import type { Timers } from '../../kit/scope/timers';
import type { UsageMetrics } from '../metrics/usage-metrics';
import type { ClientName } from './client-name';
import { UsageCounts, type CountLimits, type FieldUse, type UsedOperation } from './usage-counts';

/** Where it is kept which fields are asked for. */
export interface UsageStore {
  /** Adds to what is there: all of it or, where it rejects, nothing. */
  add(uses: readonly FieldUse[]): Promise<void>;
  close(): Promise<void>;
}

export interface UsageOptions {
  readonly store: UsageStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly metrics: UsageMetrics;
  /** Milliseconds between two writes. */
  readonly interval: number;
  readonly limits?: CountLimits;
}

/** Which fields clients ask for: counted in memory, written now and then. What could not be written is written later. */
export class Usage {
  private readonly counts: UsageCounts;
  private writing: Promise<void> = Promise.resolve();
  private isClosed = false;
  private cancel = (): void => undefined;

  constructor(private readonly options: UsageOptions) {
    this.counts = new UsageCounts(options.clock, options.limits);
    this.writeLater();
  }

  note(schema: GraphQLSchema, operation: UsedOperation, client: ClientName): void {
    this.counts.note(schema, operation, client);
  }

  /** Writes what was counted so far. Never rejects. */
  write(): Promise<void> {
    this.writing = this.writing.then(() => this.writeNow());
    return this.writing;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.cancel();
    await this.write();
    await this.options.store.close();
  }

  private async writeNow(): Promise<void> {
    const { store, log, metrics } = this.options;
    const uses = this.counts.take();
    if (uses.length > 0) {
      try {
        await store.add(uses);
        metrics.written();
      } catch (error) {
        this.counts.giveBack(uses);
        metrics.failed();
        log.warn({ error }, 'which fields are asked for could not be written; it is tried again');
      }
    }
    metrics.dropped(this.counts.dropped);
    this.counts.dropped = 0;
  }

  private writeLater(): void {
    const { timers, interval } = this.options;
    this.cancel = timers.after(interval, () => {
      void this.write().then(() => this.isClosed || this.writeLater());
    });
  }
}
