import type {
  AggregateOptions,
  AggregationCursor,
  ClientSession,
  Collection as Raw,
  DeleteResult,
  Document,
  Filter,
  FindCursor,
  FindOneAndUpdateOptions,
  FindOptions,
  InsertManyResult,
  OptionalUnlessRequiredId,
  UpdateFilter,
  UpdateOptions,
  UpdateResult,
} from 'mongodb';
import type { Collection, Identified } from './collection';
import type { TenantFilter } from './tenant-filter';

interface Binding<T extends Identified> {
  readonly raw: Raw<T>;
  readonly collection: Collection<T>;
  readonly session: ClientSession | undefined;
  readonly tenants: TenantFilter;
  readonly onWrite: (name: string) => void;
}

/** Milliseconds that the server may work on one read. */
const maxTimeMS = 15_000;

type Own = 'session';

/** A collection as one scope may use it: in the scope's transaction, behind the tenant wall, and telling what was written. */
export class BoundCollection<T extends Identified> {
  constructor(private readonly binding: Binding<T>) {}

  find(filter: Filter<T> = {}, options: Omit<FindOptions, Own> = {}): FindCursor<T> {
    const { raw, session } = this.binding;
    const cursor = raw.find(this.reachable(filter), { maxTimeMS, ...options, ...(session ? { session } : {}) });
    return cursor.map((document) => this.instance(document as unknown as T));
  }

  async findOne(filter: Filter<T>, options: Omit<FindOptions, Own> = {}): Promise<T | null> {
    const { raw, session } = this.binding;
    const given = { maxTimeMS, ...options, ...(session ? { session } : {}) };
    const found = await raw.findOne(this.reachable(filter), given);
    return found && this.instance(found as unknown as T);
  }

  /** Below the wall where the collection has one; what `$lookup` reads elsewhere is the caller's to restrict. */
  aggregate<R extends Document>(
    stages: readonly Document[],
    options: Omit<AggregateOptions, Own> = {},
  ): AggregationCursor<R> {
    const { raw, session, tenants } = this.binding;
    const wall = tenants.isOpen ? [] : [{ $match: tenants.narrow({}) }];
    return raw.aggregate<R>([...wall, ...stages], { maxTimeMS, ...options, ...(session ? { session } : {}) });
  }

  /** How many there are, up to a limit; a filter wants an index like any other. */
  count(filter: Filter<T> = {}, options: { limit?: number } = {}): Promise<number> {
    return this.binding.raw.countDocuments(this.reachable(filter), { maxTimeMS, ...options, ...this.bound });
  }

  distinct<V>(path: string, filter: Filter<T> = {}): Promise<V[]> {
    return this.binding.raw.distinct(path, this.reachable(filter), { maxTimeMS, ...this.bound }) as Promise<V[]>;
  }

  async insertOne(document: T): Promise<void> {
    await this.insertMany([document]);
  }

  /** All of them in one command. */
  insertMany(documents: readonly T[]): Promise<InsertManyResult<T>> {
    for (const document of documents) this.binding.tenants.demand(document);
    return this.writing(this.binding.raw.insertMany(documents as unknown as OptionalUnlessRequiredId<T>[], this.bound));
  }

  updateOne(
    filter: Filter<T>,
    update: UpdateFilter<T> | Document[],
    options: Omit<UpdateOptions, Own> = {},
  ): Promise<UpdateResult> {
    return this.writing(this.binding.raw.updateOne(this.reachable(filter), update, { ...options, ...this.bound }));
  }

  updateMany(
    filter: Filter<T>,
    update: UpdateFilter<T> | Document[],
    options: Omit<UpdateOptions, Own> = {},
  ): Promise<UpdateResult> {
    return this.writing(this.binding.raw.updateMany(this.reachable(filter), update, { ...options, ...this.bound }));
  }

  /** The document as it is afterwards, unless `returnDocument` says `before`; null where none matched. */
  async findOneAndUpdate(
    filter: Filter<T>,
    update: UpdateFilter<T> | Document[],
    options: Omit<FindOneAndUpdateOptions, Own | 'includeResultMetadata'> = {},
  ): Promise<T | null> {
    const given = { returnDocument: 'after' as const, ...options, ...this.bound };
    const found = await this.writing(
      this.binding.raw.findOneAndUpdate(this.reachable(filter), update, given) as Promise<T | null>,
    );
    return found && this.instance(found);
  }

  replaceOne(filter: Filter<T>, document: T, options: { upsert?: boolean } = {}): Promise<UpdateResult<T>> {
    this.binding.tenants.demand(document);
    return this.writing(this.binding.raw.replaceOne(this.reachable(filter), document, { ...options, ...this.bound }));
  }

  deleteOne(filter: Filter<T>): Promise<DeleteResult> {
    return this.writing(this.binding.raw.deleteOne(this.reachable(filter), this.bound));
  }

  deleteMany(filter: Filter<T>): Promise<DeleteResult> {
    return this.writing(this.binding.raw.deleteMany(this.reachable(filter), this.bound));
  }

  private get bound(): { session?: ClientSession } {
    const { session } = this.binding;
    return session ? { session } : {};
  }

  private reachable(filter: Filter<T>): Filter<T> {
    return this.binding.tenants.narrow(filter);
  }

  private instance(document: T): T {
    const made = this.binding.collection.class;
    return made ? Object.assign(Object.create(made.prototype as object) as object, document) : document;
  }

  private async writing<R>(write: Promise<R>): Promise<R> {
    const result = await write;
    this.binding.onWrite(this.binding.collection.name);
    return result;
  }
}
