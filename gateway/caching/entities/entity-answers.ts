import type { GraphQLFormattedError } from 'graphql';
import type { Result } from '../../../kit/graphql/execute';
import { NoAnswer } from '../../subgraph-client/no-answer';

/** What a subgraph said of one entity: its value, null for none, and errors with their path below the entity. */
export interface EntityAnswer {
  readonly value: unknown;
  readonly errors: readonly EntityError[];
}

interface EntityError {
  readonly error: GraphQLFormattedError;
  readonly below: readonly (string | number)[];
}

/** What a call about entities came to. `unclear`: its errors, or its answers, cannot be told to be of which entity. */
export type EntityAnswers =
  | { readonly kind: 'each'; readonly answers: readonly EntityAnswer[] }
  | { readonly kind: 'none'; readonly error: GraphQLFormattedError }
  | { readonly kind: 'unclear' };

const unclear: EntityAnswers = { kind: 'unclear' };

/** Takes the answer of a call about so many entities apart. */
export function answersIn(result: Result, count: number): EntityAnswers {
  const { data, errors = [] } = result;
  const [first] = errors;
  if (result instanceof NoAnswer && first) return { kind: 'none', error: first };
  const values: unknown = data?.['_entities'];
  if (!Array.isArray(values) || values.length !== count) return unclear;
  const answers = values.map((value: unknown) => ({ value: value ?? null, errors: [] as EntityError[] }));
  for (const error of errors) {
    const path: unknown = error.path;
    const [field, index, ...below] = Array.isArray(path) ? (path as (string | number)[]) : [];
    const answer = field === '_entities' && typeof index === 'number' ? answers[index] : undefined;
    if (!answer) return unclear;
    answer.errors.push({ error, below });
  }
  return { kind: 'each', answers };
}

/** The answer that one call about all of them would have had. */
export function resultOf(answers: readonly EntityAnswer[]): Result {
  const errors = answers.flatMap(({ errors: own }, index) =>
    own.map(({ error, below }) => ({ ...error, path: ['_entities', index, ...below] })),
  );
  const data = { _entities: answers.map(({ value }) => value) };
  return errors.length > 0 ? { data, errors } : { data };
}
