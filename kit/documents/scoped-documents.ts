import type { Tenants } from '../database/tenants';
import { BoundCollection } from './bound-collection';
import type { Collection, Identified } from './collection';
import type { Scope } from '../scope/scope';
import type { DocumentDatabase } from './document-database';
import { TenantFilter } from './tenant-filter';
import type { DocumentTransaction } from './transaction';

interface Parts {
  readonly scope: Scope;
  readonly database: DocumentDatabase;
  readonly transaction: DocumentTransaction | null;
  readonly tenants: Tenants;
  /** Hears of what is written outside of a transaction. */
  readonly onWritten: (collections: ReadonlySet<string>) => void;
}

/** The subgraph's collections, for one scope. */
export class ScopedDocuments {
  constructor(private readonly parts: Parts) {}

  of<T extends Identified>(collection: Collection<T>): BoundCollection<T> {
    const { database, transaction, tenants, onWritten } = this.parts;
    return new BoundCollection({
      raw: database.db.collection<T>(collection.name),
      collection,
      session: transaction?.session,
      tenants: new TenantFilter(collection.tenant === true, tenants),
      onWrite: (name) => (transaction ? transaction.written.add(name) : onWritten(new Set([name]))),
    });
  }
}
