import { z } from 'zod';
import { invalidRequest } from './errors';
import { integer, text } from './parameters';

/** A field that can be searched, such as `status` or `billing_details.email`; `metadata` stands for every pair in it. */
export type SearchField = string;

export const searchParameters = z.strictObject({
  query: text,
  limit: integer.refine((value) => value >= 1 && value <= 100, 'This value must be between 1 and 100').optional(),
  page: text.optional(),
});

interface Clause {
  readonly path: readonly string[];
  readonly operator: string;
  readonly value: string | number | null;
  readonly isNegated: boolean;
}

const CLAUSE = /^(-)?([a-z_.]+)(?:\["([^"]+)"\])?(:|~|>=|<=|>|<)(?:"((?:[^"\\]|\\.)*)"|(-?\d+)|(null))$/i;

/** Stripe's query language: `status:"succeeded" AND metadata["order"]:"7" AND created>1700000000`. */
export function searchIn(
  objects: readonly { readonly id: string }[],
  fields: readonly SearchField[],
  path: string,
  { query, limit = 10, page }: z.infer<typeof searchParameters>,
): object {
  const { clauses, isAny } = parse(query, fields);
  const matches = (object: object): boolean =>
    isAny ? clauses.some((clause) => holds(object, clause)) : clauses.every((clause) => holds(object, clause));
  const found = objects.filter((object) => !('deleted' in object) && matches(object)).reverse();
  const from = page === undefined ? 0 : found.findIndex(({ id }) => id === page) + 1;
  const data = found.slice(from, from + limit);
  const hasMore = found.length > from + limit;
  return {
    object: 'search_result',
    url: `/v1${path}`,
    has_more: hasMore,
    next_page: hasMore ? data.at(-1)?.id : null,
    data,
  };
}

function parse(query: string, fields: readonly SearchField[]): { clauses: Clause[]; isAny: boolean } {
  const parts = query.trim().match(/(?:[^\s"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  const words = parts.filter((part) => /^(and|or)$/i.test(part)).map((word) => word.toUpperCase());
  if (new Set(words).size > 1) throw unreadable(query);
  const clauses = parts.filter((part) => !/^(and|or)$/i.test(part)).map((part) => clauseOf(part, fields, query));
  if (clauses.length === 0) throw unreadable(query);
  return { clauses, isAny: words[0] === 'OR' };
}

function clauseOf(part: string, fields: readonly SearchField[], query: string): Clause {
  const [, minus, field = '', key, operator = ':', quoted, digits] = CLAUSE.exec(part) ?? [];
  if (!field) throw unreadable(query);
  if (!fields.includes(field))
    throw invalidRequest(`Field \`${field}\` is an unsupported search field.`, { param: 'query' });
  const plain = digits === undefined ? null : Number(digits);
  return {
    path: key === undefined ? field.split('.') : [field, key],
    operator,
    value: quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1'),
    isNegated: minus === '-',
  };
}

function holds(object: object, { path, operator, value, isNegated }: Clause): boolean {
  const actual =
    path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], object) ?? null;
  return compare(actual, operator, value) !== isNegated;
}

function compare(actual: unknown, operator: string, value: string | number | null): boolean {
  if (operator === '~') return typeof actual === 'string' && actual.toLowerCase().includes(String(value).toLowerCase());
  if (operator === ':')
    return actual === value || (isPlain(actual) && String(actual).toLowerCase() === String(value).toLowerCase());
  const [left, right] = [Number(actual), Number(value)];
  if (operator === '>') return left > right;
  if (operator === '<') return left < right;
  return operator === '>=' ? left >= right : left <= right;
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function unreadable(query: string) {
  return invalidRequest(`We were unable to parse your search query: ${query}`, { param: 'query' });
}
