import { randomUUID } from 'node:crypto';
import type { Log } from '../../kit/log/log';
import { dayOf, type Clock } from '../../kit/scope/clock';
import type { Timers } from '../../kit/scope/timers';
import type { DocumentUse, UseBatch } from './document-uses';
import type { RegistryDatabase } from './registry-database';
import type { DocumentRun, Uses } from './uses';

/** Days, keys and documents in one batch: some megabytes. */
const mostUses = 10_000;

export interface UseCountsOptions {
  readonly database: Pick<RegistryDatabase, 'addUses'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** Milliseconds from a run until the database hears of it. */
  readonly interval: number;
  /** How many days, keys and documents are kept apart until then; runs of others are lost, and logged. */
  readonly most?: number;
}

/**
 * Counts in memory what API keys run, and writes it in batches. A batch that the database did not confirm is sent again
 * as it was, under its number, because it may have been taken; what is counted meanwhile waits for the next.
 */
export class UseCounts implements Uses {
  private counts = new Map<string, DocumentUse>();
  private unconfirmed: UseBatch | null = null;
  private readonly writer = randomUUID();
  private batches = 0;
  private lost = 0;
  private isClosed = false;
  private callOff: (() => void) | null = null;
  private writing = Promise.resolve();

  constructor(private readonly options: UseCountsOptions) {}

  ran({ key, document, hasErrors, cost }: DocumentRun): void {
    const day = dayOf(this.options.clock.now());
    const id = `${day} ${key} ${document}`;
    const known = this.counts.get(id) ?? { day, key, document, runs: 0, errors: 0, cost: 0 };
    if (known.runs === 0 && this.counts.size >= (this.options.most ?? mostUses)) {
      this.lost += 1;
      return;
    }
    const { runs, errors } = known;
    this.counts.set(id, {
      ...known,
      runs: runs + 1,
      errors: errors + (hasErrors ? 1 : 0),
      cost: known.cost + cost,
    });
    this.writeLater();
  }

  /** Writes what is counted. @throws what keeps the database from taking it; then it is kept */
  write(): Promise<void> {
    const write = async (): Promise<void> => {
      // First what may have been taken already, then what came since.
      while ((this.unconfirmed ??= this.nextBatch())) {
        await this.options.database.addUses(this.unconfirmed);
        this.unconfirmed = null;
      }
    };
    const written = this.writing.then(write);
    this.writing = written.catch(() => undefined);
    return written;
  }

  /** Writes the rest. What the database does not take now is lost, and logged. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.callOff?.();
    await this.write().catch((error: unknown) =>
      this.options.log.error({ error, runs: this.unwritten }, 'how often documents ran is lost'),
    );
  }

  private writeLater(): void {
    const { timers, interval, log } = this.options;
    if (this.isClosed) return;
    this.callOff ??= timers.after(interval, () => {
      void this.write()
        .catch((error: unknown) =>
          log.warn({ error, runs: this.unwritten }, 'how often documents ran cannot be written'),
        )
        .finally(() => {
          this.callOff = null;
          if (this.unwritten > 0) this.writeLater();
        });
    });
  }

  private nextBatch(): UseBatch | null {
    if (this.lost > 0) this.options.log.error({ runs: this.lost }, 'too many keys and documents to count');
    this.lost = 0;
    if (this.counts.size === 0) return null;
    const uses = [...this.counts.values()];
    this.counts = new Map();
    return { writer: this.writer, number: ++this.batches, uses };
  }

  /** Runs that the database has not confirmed. */
  private get unwritten(): number {
    const all = [...(this.unconfirmed?.uses ?? []), ...this.counts.values()];
    return all.reduce((sum, { runs }) => sum + runs, 0);
  }
}
