import { z } from 'zod';
import { idOf, type Kept, type ObjectName } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { invalidRequest, resourceMissing } from './errors';
import { integer, range, word } from './parameters';

/** What a list can be narrowed by: the parameter, and how to tell, unless it names a field that must be equal. */
export type Filters<N extends ObjectName> = Readonly<Record<string, z.ZodType | Filter<N>>>;

interface Filter<N extends ObjectName> {
  readonly param: z.ZodType;
  readonly matches: (object: Kept<N>, value: never, turn: Turn) => boolean;
  /** What is listed where nobody asks. */
  readonly otherwise?: (object: Kept<N>) => boolean;
}

interface Page {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
  readonly created?: z.infer<typeof range>;
}

export interface ListAnswer<T> {
  readonly object: 'list';
  readonly url: string;
  readonly has_more: boolean;
  readonly data: T[];
}

const paging = {
  limit: integer.refine((value) => value >= 1 && value <= 100, 'This value must be between 1 and 100').optional(),
  starting_after: word.optional(),
  ending_before: word.optional(),
};

export const pageParameters = z.strictObject(paging);

export function listParameters<N extends ObjectName>(filters: Filters<N>) {
  const params = Object.entries(filters).map(([name, filter]) => [name, paramOf(filter).optional()]);
  return z.strictObject({ ...paging, created: range.optional(), ...Object.fromEntries(params) });
}

/** A page of what is kept and passes the filters, newest first. */
export function listOf<N extends ObjectName>(
  turn: Turn,
  name: N,
  path: string,
  filters: Filters<N>,
  params: object,
): ListAnswer<Kept<N>> {
  const { limit, starting_after, ending_before, created, ...asked } = params as Page & Record<string, unknown>;
  const conditions: ((object: Kept<N>) => boolean)[] = Object.entries(asked)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => conditionOf(field, filters[field] as z.ZodType | Filter<N>, value as never, turn));
  for (const [field, filter] of Object.entries(filters))
    if (!(filter instanceof z.ZodType) && filter.otherwise && asked[field] === undefined)
      conditions.push(filter.otherwise);
  if (created !== undefined)
    conditions.push((object) => isWithin((object as { created?: number }).created ?? 0, created));
  const found = candidates(turn, name, asked).filter(
    (object) => !('deleted' in object) && conditions.every((holds) => holds(object)),
  );
  return pageOf(found.reverse(), path, { limit, starting_after, ending_before });
}

/** A page of what is there, in the order in which it is. */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  path: string,
  page: Page = {},
): ListAnswer<T> {
  const { limit = 10, starting_after, ending_before } = page;
  if (starting_after && ending_before)
    throw invalidRequest('You cannot parametrize a query with both starting_after and ending_before.');
  const cursor = starting_after ?? ending_before;
  const place = cursor === undefined ? -1 : all.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && place < 0)
    throw resourceMissing('object', cursor, starting_after ? 'starting_after' : 'ending_before');
  const rest = ending_before ? all.slice(0, place) : all.slice(place + 1);
  const data = ending_before ? rest.slice(-limit) : rest.slice(0, limit);
  return { object: 'list', url: `/v1${path}`, has_more: rest.length > data.length, data };
}

export function isWithin(moment: number, span: z.infer<typeof range>): boolean {
  if (typeof span === 'number') return moment === span;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = span;
  return moment > gt && moment >= gte && moment < lt && moment <= lte;
}

/** What an index finds, where one of the filters is a reference by which there is one. */
function candidates<N extends ObjectName>(turn: Turn, name: N, asked: Record<string, unknown>): Kept<N>[] {
  const reference = ['payment_intent', 'charge', 'customer', 'source'].find(
    (field) => typeof asked[field] === 'string',
  );
  if (!reference) return turn.all(name).all();
  return turn.where(name, reference as keyof Kept<N>, asked[reference] as Kept<N>[keyof Kept<N>]);
}

function paramOf<N extends ObjectName>(filter: z.ZodType | Filter<N>): z.ZodType {
  return filter instanceof z.ZodType ? filter : filter.param;
}

function conditionOf<N extends ObjectName>(field: string, filter: z.ZodType | Filter<N>, value: never, turn: Turn) {
  if (!(filter instanceof z.ZodType)) return (object: Kept<N>) => filter.matches(object, value, turn);
  return (object: Kept<N>) => referenceIn(object, field) === value;
}

function referenceIn(object: object, field: string): unknown {
  const value = (object as Record<string, unknown>)[field];
  return typeof value === 'object' && value !== null && 'id' in value ? idOf(value as { id: string }) : value;
}
