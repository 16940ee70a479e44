import { validate, visit, type GraphQLSchema } from 'graphql';
import { withoutConflicts } from './conflicts';
import { withNamedFragments } from './fragments';
import { randomOperation, type GeneratedOperation } from './operation';
import { Random } from './random';

/** The operation of a seed: valid in the schema, the same in every run. */
export function operationOf(schema: GraphQLSchema, seed: number): GeneratedOperation {
  const random = new Random(seed);
  for (;;) {
    const { document, ...others } = randomOperation(schema, random);
    const named = withoutConflicts(schema, random, withNamedFragments(random, document));
    if (named && validate(schema, named).length === 0) return onlyUsed({ document: named, ...others });
  }
}

/** Without the variables that nothing uses: what declared them went away with a fragment that was replaced. */
export function onlyUsed({ document, variables, ...others }: GeneratedOperation): GeneratedOperation {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  const slim = visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  return {
    ...others,
    document: slim,
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name))),
  };
}
