import { isNonNullType, type GraphQLObjectType } from 'graphql';

/** What a query answers for one row. */
export type Answer = Readonly<Record<string, unknown>> | null;

/** An answer as it would be of any other id. */
export const anonymised = (answer: Answer | string | undefined, id: string): string =>
  JSON.stringify(answer ?? null).replaceAll(id, 'an id');

/** Whether a guarded field says something: a list that cannot be null hides by being empty. */
export function isShown(type: GraphQLObjectType, answer: Answer | undefined, field: string): boolean {
  const value = answer?.[field] ?? null;
  const isRigid = isNonNullType(type.getFields()[field]?.type);
  return value !== null && !(isRigid && Array.isArray(value) && value.length === 0);
}

interface Met {
  readonly type: string;
  readonly id: string;
  readonly fields: Answer;
}

/** Every object with an id and something to say, however deep in an answer. */
export function objectsIn(value: unknown): Met[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { __typename: type, id, ...fields } = value as Record<string, unknown>;
  const isTelling = Object.values(fields).some((field) => field !== null);
  const own = typeof type === 'string' && typeof id === 'string' && isTelling ? [{ type, id, fields }] : [];
  return [...own, ...Object.values(fields).flatMap(objectsIn)];
}
