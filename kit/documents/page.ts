import type { Filter } from 'mongodb';
import { Cursors, type Position } from '../database/cursor';
import { kitErrors } from '../errors/kit-errors';
import type { Page } from '../graphql/connection';
import { defaultPageSize, type PageArgs } from '../graphql/page.args';
import type { Scope } from '../scope/scope';
import type { Collection, Identified } from './collection';

/** An ordered list of documents. The filter wants an index that ends with the order's path and `_id`. */
export interface DocumentList<T extends Identified> {
  /** Binds cursors to this list; unique in the subgraph. */
  readonly name: string;
  readonly collection: Collection<T>;
  readonly filter: Filter<T>;
  /** A path without nulls; the id breaks ties. The newest first when absent: ids sort by time. */
  readonly order?: { readonly by: keyof T & string; readonly direction: 'ASC' | 'DESC' };
}

/** One page of a list. @throws BAD_CURSOR, BAD_INPUT when both `first` and `last` are given. */
export async function documentPage<T extends Identified>(
  scope: Scope,
  { name, collection, filter, order = { by: '_id', direction: 'DESC' } }: DocumentList<T>,
  { first, last, after, before }: PageArgs,
): Promise<Page<T>> {
  if (first != null && last != null) throw kitErrors.BAD_INPUT({ fields: { last: 'Give first or last, not both.' } });
  const { by, direction } = order;
  const size = first ?? last ?? defaultPageSize;
  const isBackwards = last != null;
  const cursors = new Cursors(scope.secrets, `${name}/${by}/${direction}`);
  const [later, earlier] = direction === 'ASC' ? (['$gt', '$lt'] as const) : (['$lt', '$gt'] as const);
  const bounds = [
    ...(after ? [beyond(by, later, cursors.read(after))] : []),
    ...(before ? [beyond(by, earlier, cursors.read(before))] : []),
  ];
  const documents = scope.documents.of(collection);
  const step = (direction === 'ASC') === isBackwards ? -1 : 1;
  const found = await documents
    .find(bounds.length > 0 ? { $and: [filter, ...bounds] } : filter)
    .sort(by === '_id' ? { _id: step } : { [by]: step, _id: step })
    .limit(size + 1)
    .toArray();
  const hasMore = found.length > size;
  const nodes = found.slice(0, size);
  if (isBackwards) nodes.reverse();
  const cursorOf = (node: T): string => cursors.write({ value: written(node[by]), id: node._id });
  // Signed when asked for: most clients read the nodes and one cursor.
  const edges = nodes.map((node) => ({
    node,
    get cursor() {
      return cursorOf(node);
    },
  }));
  const pageInfo = {
    hasNextPage: isBackwards ? before != null : hasMore,
    hasPreviousPage: isBackwards ? hasMore : after != null,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, nodes, pageInfo, count: () => documents.count(filter) };
}

function beyond(by: string, comparison: '$gt' | '$lt', { value, id }: Position): object {
  if (by === '_id') return { _id: { [comparison]: id } };
  const place = read(value);
  return { $or: [{ [by]: { [comparison]: place } }, { [by]: place, _id: { [comparison]: id } }] };
}

const datePrefix = 'date:';
const textPrefix = 'text:';

/** A cursor holds texts and numbers, and MongoDB tells a date from its text. */
function written(value: unknown): string | number {
  if (value instanceof Date) return datePrefix + value.toISOString();
  return typeof value === 'number' ? value : textPrefix + String(value);
}

function read(value: string | number): Date | string | number {
  if (typeof value === 'number') return value;
  return value.startsWith(datePrefix) ? new Date(value.slice(datePrefix.length)) : value.slice(textPrefix.length);
}
