import type { GraphQLFormattedError } from 'graphql';
import type { Result } from '../../../kit/graphql/execute';
import { answersIn, type EntityAnswer } from './entity-answers';

/** What nobody in particular is shown of one entity. */
export interface KeptEntity {
  /** Its value as JSON; `null` where nobody is shown it. */
  readonly text: string;
  /** Whether somebody may be shown it, or more of it. */
  readonly isHidden: boolean;
}

/** What came of asking for one entity as nobody. `failed` at it; `unanswered`: the subgraph did not; `unclear`: neither. */
export type Learned =
  | ({ readonly kind: 'shown' } & KeptEntity)
  | { readonly kind: 'failed'; readonly text: string; readonly errors: EntityAnswer['errors'] }
  | { readonly kind: 'unanswered'; readonly error: GraphQLFormattedError }
  | { readonly kind: 'unclear' };

/** By key. `unlessNull`: keys of the entity where null does not say what somebody is shown. */
export function learnedFrom(
  result: Result,
  keys: readonly string[],
  unlessNull: readonly string[],
): ReadonlyMap<string, Learned> {
  const found = answersIn(result, keys.length);
  const of = (index: number): Learned => {
    if (found.kind === 'none') return { kind: 'unanswered', error: found.error };
    const answer = found.kind === 'each' ? found.answers[index] : undefined;
    if (!answer) return { kind: 'unclear' };
    // As text: who is shown it completes it with answers of other subgraphs.
    const text = JSON.stringify(answer.value);
    const { errors } = answer;
    if (errors.length > 0) return { kind: 'failed', text, errors };
    return { kind: 'shown', text, isHidden: isHidden(answer.value, unlessNull) };
  };
  return new Map(keys.map((key, index) => [key, of(index)]));
}

function isHidden(value: unknown, unlessNull: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return unlessNull.some((key) => Object.hasOwn(value, key) && (value as Record<string, unknown>)[key] === null);
}
