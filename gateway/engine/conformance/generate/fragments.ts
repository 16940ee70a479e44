import {
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type SelectionSetNode,
} from 'graphql';
import type { Random } from '../../../../kit/random/random';

/** Turns some inline fragments into named ones, and spreads some of those a second time where the first one stands. */
export function withNamedFragments(random: Random, document: DocumentNode): DocumentNode {
  const definitions: FragmentDefinitionNode[] = [];
  const name = (inline: InlineFragmentNode): FragmentSpreadNode | undefined => {
    if (!inline.typeCondition || random.chance(0.6)) return undefined;
    const reusable = definitions.filter((known) => known.typeCondition.name.value === inline.typeCondition?.name.value);
    const isReused = reusable.length > 0 && random.chance(0.4);
    const fragment = isReused ? random.pick(reusable) : define(inline, `F${definitions.length}`);
    if (!isReused) definitions.push(fragment);
    return {
      kind: Kind.FRAGMENT_SPREAD,
      name: fragment.name,
      ...(inline.directives && { directives: inline.directives }),
    };
  };
  // Leaving, so that what is inside has become named before.
  const operation = visit(document, {
    InlineFragment: { leave: name },
    SelectionSet: { leave: (set) => (random.chance(0.02) ? repeated(random, set) : undefined) },
  });
  return { ...operation, definitions: [...operation.definitions, ...definitions] };
}

function define(inline: InlineFragmentNode, name: string): FragmentDefinitionNode {
  if (!inline.typeCondition) throw new Error('A fragment needs a type.');
  return {
    kind: Kind.FRAGMENT_DEFINITION,
    name: { kind: Kind.NAME, value: name },
    typeCondition: inline.typeCondition,
    selectionSet: inline.selectionSet,
  };
}

/** One of the selections a second time: it has to be merged with itself. */
function repeated(random: Random, set: SelectionSetNode): SelectionSetNode {
  return { ...set, selections: [...set.selections, random.pick(set.selections)] };
}
