import type { Filter } from 'mongodb';
import { Cursors } from '../database/cursor';
import { kitErrors } from '../errors/kit-errors';
import type { Page } from '../graphql/connection';
import { defaultPageSize, type PageArgs } from '../graphql/page.args';
import type { Scope } from '../scope/scope';
import type { Collection, Identified } from './collection';

/** A list of documents, the newest first: ids sort by time. The filter wants an index that ends with `_id`. */
export interface DocumentList<T extends Identified> {
  /** Binds cursors to this list; unique in the subgraph. */
  readonly name: string;
  readonly collection: Collection<T>;
  readonly filter: Filter<T>;
}

/** One page of a list. @throws BAD_CURSOR, BAD_INPUT when both `first` and `last` are given. */
export async function documentPage<T extends Identified>(
  scope: Scope,
  { name, collection, filter }: DocumentList<T>,
  { first, last, after, before }: PageArgs,
): Promise<Page<T>> {
  if (first != null && last != null) throw kitErrors.BAD_INPUT({ fields: { last: 'Give first or last, not both.' } });
  const size = first ?? last ?? defaultPageSize;
  const isBackwards = last != null;
  const cursors = new Cursors(scope.secrets, `${name}/_id/DESC`);
  const bounds = {
    ...(after ? { $lt: cursors.read(after).id } : {}),
    ...(before ? { $gt: cursors.read(before).id } : {}),
  };
  const isBounded = Object.keys(bounds).length > 0;
  const documents = scope.documents.of(collection);
  const found = await documents
    .find((isBounded ? { $and: [filter, { _id: bounds }] } : filter) as Filter<T>)
    .sort({ _id: isBackwards ? 1 : -1 })
    .limit(size + 1)
    .toArray();
  const hasMore = found.length > size;
  const nodes = found.slice(0, size);
  if (isBackwards) nodes.reverse();
  const edges = nodes.map((node) => ({ node, cursor: cursors.write({ value: node._id, id: node._id }) }));
  const pageInfo = {
    hasNextPage: isBackwards ? before != null : hasMore,
    hasPreviousPage: isBackwards ? hasMore : after != null,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, nodes, pageInfo, count: () => documents.count(filter) };
}
