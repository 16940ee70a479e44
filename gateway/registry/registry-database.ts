import { Database } from '../../kit/database/database';
import type { Log } from '../../kit/log/log';
import type { Clock } from '../../kit/scope/clock';
import { RegisteredDocument } from './document.entity';
import { addUses, usesSince, type NamedUse, type UseBatch } from './document-uses';
import type { ManifestDocument } from './manifest';
import { registryErrors } from './registry.errors';
import { registryMigrations } from './registry.migrations';

export interface RegistryDatabaseOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Published {
  readonly document: RegisteredDocument;
  /** Absent before; false where the same text was there already. */
  readonly isNew: boolean;
}

/** The gateway's own database: what is registered, and how often API keys ran it. */
export class RegistryDatabase {
  private constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Opens it and brings it up to date. */
  static async open({ url, clock, log }: RegistryDatabaseOptions): Promise<RegistryDatabase> {
    const database = await Database.open({
      url,
      entities: [RegisteredDocument],
      migrations: registryMigrations,
      poolSize: 4,
      // No request waits for it.
      connectTimeout: 30_000,
      log,
    });
    try {
      await database.migrate();
      return new RegistryDatabase(database, clock);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** All of them, by name, the latest version first. */
  all(): Promise<RegisteredDocument[]> {
    return this.database.manager.find(RegisteredDocument, { order: { name: 'ASC', version: 'DESC' } });
  }

  /** Another text whenever anything has changed. */
  async revision(): Promise<string> {
    const [row] = await this.database.manager.query<{ revision: string }[]>(
      `SELECT md5(coalesce(string_agg(concat_ws(' ', id, state, retires_at), ',' ORDER BY id), '')) AS revision FROM document`,
    );
    return row!.revision;
  }

  /** Registers all or none; what is there already stays as it is. @throws DOCUMENT_TAKEN */
  publish(owner: string, documents: readonly ManifestDocument[]): Promise<Published[]> {
    return this.database.transaction(async (manager) => {
      // Two publishers at once would give one version twice.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('lyceum.documents'))`);
      const known = await manager.find(RegisteredDocument);
      const published: Published[] = [];
      for (const document of documents) {
        const same = sameAs(document, owner, known);
        if (same) {
          published.push({ document: same, isNew: false });
          continue;
        }
        const added = RegisteredDocument.of(document, owner, known, this.clock.now());
        await manager.insert(RegisteredDocument, added);
        known.push(added);
        published.push({ document: added, isNew: true });
      }
      return published;
    });
  }

  /** Lets a document run on until a date, and tells whoever runs it. @throws DOCUMENT_NOT_FOUND, DOCUMENT_RETIRED */
  deprecate(id: string, retiresAt: Date | null): Promise<RegisteredDocument> {
    return this.change(id, (document) => {
      if (document.state === 'RETIRED') throw registryErrors.DOCUMENT_RETIRED({ document: id });
      return Object.assign(document, { state: 'DEPRECATED', retiresAt });
    });
  }

  /** Refuses a document from now on. @throws DOCUMENT_NOT_FOUND */
  retire(id: string): Promise<RegisteredDocument> {
    return this.change(id, (document) => Object.assign(document, { state: 'RETIRED', retiresAt: null }));
  }

  /** Adds what a process has counted; each of its batches once, however often it is sent. */
  addUses(batch: UseBatch): Promise<void> {
    return this.database.transaction((manager) => addUses(manager, batch, this.clock.now()));
  }

  /** How often API keys ran documents, from a day of UTC on, the latest day first. */
  usesSince(day: string): Promise<NamedUse[]> {
    return usesSince(this.database.manager, day);
  }

  close(): Promise<void> {
    return this.database.close();
  }

  private change(
    id: string,
    change: (document: RegisteredDocument) => RegisteredDocument,
  ): Promise<RegisteredDocument> {
    return this.database.transaction(async (manager) => {
      const document = await manager.findOne(RegisteredDocument, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!document) throw registryErrors.DOCUMENT_NOT_FOUND({ document: id });
      return manager.save(Object.assign(change(document), { changedAt: this.clock.now() }));
    });
  }
}

/** The document that is there already, or null. @throws DOCUMENT_TAKEN where its id has another text, or its name another owner */
function sameAs(
  { id, name, body }: ManifestDocument,
  owner: string,
  known: readonly RegisteredDocument[],
): RegisteredDocument | null {
  const same = known.find((one) => one.id === id);
  if (same && same.body !== body) throw registryErrors.DOCUMENT_TAKEN({ document: id });
  if (same) return same;
  if (known.some((one) => one.name === name && one.owner !== owner))
    throw registryErrors.DOCUMENT_TAKEN({ document: name });
  return null;
}
