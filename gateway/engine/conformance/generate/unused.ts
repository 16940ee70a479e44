import { Kind, visit, type DocumentNode } from 'graphql';
import type { GeneratedOperation } from './operation';

/** Without the fragments and variables that nothing uses, because what used them went away. */
export function onlyUsed({ document, variables, ...others }: GeneratedOperation): GeneratedOperation {
  const used = new Set<string>();
  const slim = withoutUnusedFragments(document);
  visit(slim, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  const definitions = slim.definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? {
          ...node,
          variableDefinitions: node.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)),
        }
      : node,
  );
  return {
    ...others,
    document: { ...slim, definitions },
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name))),
  };
}

/** Fragments may use each other: one that goes may take others with it. */
function withoutUnusedFragments(document: DocumentNode): DocumentNode {
  for (let current = document; ;) {
    const spread = new Set<string>();
    visit(current, { FragmentSpread: ({ name }) => void spread.add(name.value) });
    const definitions = current.definitions.filter(
      (node) => node.kind !== Kind.FRAGMENT_DEFINITION || spread.has(node.name.value),
    );
    if (definitions.length === current.definitions.length) return current;
    current = { ...current, definitions };
  }
}
