import type { Document, IndexDirection } from 'mongodb';

/** What every document has: a UUIDv7 as text, from `scope.ids`. */
export interface Identified {
  _id: string;
}

/** An index, by the paths that it orders. The migration step makes it, and drops it once it is no longer declared. */
export interface DocumentIndex {
  readonly keys: Readonly<Record<string, IndexDirection>>;
  readonly unique?: boolean;
  /** Holds only documents like this: `partialFilterExpression`. */
  readonly where?: Document;
  /** Seconds after the date at its one path when MongoDB deletes the document. */
  readonly expireAfterSeconds?: number;
}

/** Documents of one kind, as a subgraph declares them. */
export interface Collection<T extends Identified = Identified> {
  readonly name: string;
  /** The GraphQL type that a write makes out of date; without one nobody who is nobody sees these documents. */
  readonly type?: string;
  readonly indexes: readonly DocumentIndex[];
  /** Documents have an `organisationId`, and are out of reach for those outside of it; null is the marketplace's. */
  readonly tenant?: boolean;
  /** What is read becomes an instance of it, without its constructor: an entity that keeps its invariants. */
  readonly class?: new () => T;
}

/** Names that kit itself uses. */
export const kitCollectionNames = ['inbox', 'migration', 'outbox'];

/** @throws where the name is one of kit's own */
export function defineCollection<T extends Identified>(collection: Collection<T>): Collection<T> {
  if (kitCollectionNames.includes(collection.name)) throw new Error(`${collection.name} is kit's own collection.`);
  return Object.freeze(collection);
}
