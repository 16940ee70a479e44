import type { GraphQLSchema } from 'graphql';
import { withoutConflicts } from './conflicts';
import { withNamedFragments } from './fragments';
import { randomOperation, type GeneratedOperation } from './operation';
import { Random } from '../../../../kit/random/random';
import { onlyUsed } from './unused';

/** The operation of a seed: valid in the schema, the same in every run. */
export function operationOf(schema: GraphQLSchema, seed: number): GeneratedOperation {
  const random = new Random(seed);
  for (;;) {
    const { document, ...others } = randomOperation(schema, random);
    const named = withoutConflicts(schema, random, withNamedFragments(random, document));
    if (named) return onlyUsed({ document: named, ...others });
  }
}
