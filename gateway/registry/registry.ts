import type { Log } from '../../kit/log/log';
import type { Timers } from '../../kit/scope/timers';
import type { RegisteredDocument } from './document.entity';
import type { RegistryDatabase } from './registry-database';
import type { UseCounts } from './use-counts';
import type { DocumentRun, Uses } from './uses';

/** The documents that are registered, at hand. */
export interface Registry extends Uses {
  byId(id: string): RegisteredDocument | undefined;
  /** The latest version that is not retired; where all are, the latest. */
  byName(name: string): RegisteredDocument | undefined;
  /** Each name's latest version, by name. */
  latest(): readonly RegisteredDocument[];
  close(): Promise<void>;
}

/** For gateways that nobody publishes to. */
export const emptyRegistry: Registry = {
  byId: () => undefined,
  byName: () => undefined,
  latest: () => [],
  ran: () => undefined,
  close: () => Promise.resolve(),
};

interface StoredRegistryOptions {
  readonly database: Pick<RegistryDatabase, 'all' | 'revision' | 'close'>;
  /** Closed with it. */
  readonly uses: Pick<UseCounts, 'ran' | 'close'>;
  readonly timers: Timers;
  readonly log: Log;
  /** Milliseconds until what another process changed is known here. */
  readonly interval: number;
}

/**
 * All registered documents in memory, as the database had them a moment ago. While the database is away, what is known
 * runs on.
 */
export class StoredRegistry implements Registry {
  private documents: ReadonlyMap<string, RegisteredDocument> = new Map();
  private names: ReadonlyMap<string, RegisteredDocument> = new Map();
  private revision: string | null = null;
  private isClosed = false;
  private cancel = (): void => undefined;

  private constructor(private readonly options: StoredRegistryOptions) {}

  static async open(options: StoredRegistryOptions): Promise<StoredRegistry> {
    const registry = new StoredRegistry(options);
    await registry.refresh();
    registry.refreshLater();
    return registry;
  }

  byId(id: string): RegisteredDocument | undefined {
    return this.documents.get(id);
  }

  byName(name: string): RegisteredDocument | undefined {
    return this.names.get(name);
  }

  latest(): readonly RegisteredDocument[] {
    return [...this.names.values()];
  }

  ran(run: DocumentRun): void {
    this.options.uses.ran(run);
  }

  /** Takes over what has changed since. */
  async refresh(): Promise<void> {
    const { database } = this.options;
    const revision = await database.revision();
    if (revision === this.revision) return;
    const documents = await database.all();
    const names = new Map<string, RegisteredDocument>();
    for (const document of documents) {
      const latest = names.get(document.name);
      if (!latest || (latest.state === 'RETIRED' && document.state !== 'RETIRED')) names.set(document.name, document);
    }
    this.documents = new Map(documents.map((document) => [document.id, document]));
    this.names = names;
    this.revision = revision;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.cancel();
    await this.options.uses.close();
    await this.options.database.close();
  }

  private refreshLater(): void {
    const { timers, interval, log } = this.options;
    this.cancel = timers.after(interval, () => {
      void this.refresh()
        .catch((error: unknown) => log.warn({ error }, 'registered documents cannot be read'))
        .finally(() => this.isClosed || this.refreshLater());
    });
  }
}
