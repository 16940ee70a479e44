import {
  getNamedType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../fragments';

/**
 * The `Type.field` coordinates that a valid operation asks for, by the types that it is written for: a field of an
 * interface is the interface's. Introspection is left out.
 */
export function fieldsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
): readonly string[] {
  const fragments = fragmentsOf(document);
  const found = new Set<string>();
  const spread = new Set<FragmentDefinitionNode>();
  const walk = (type: GraphQLNamedType | undefined | null, { selections }: SelectionSetNode): void => {
    if (!type) return;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const field = 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
        if (!field) continue;
        found.add(`${type.name}.${field.name}`);
        if (selection.selectionSet) walk(getNamedType(field.type), selection.selectionSet);
        continue;
      }
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!inner || (inner.kind === Kind.FRAGMENT_DEFINITION && spread.has(inner))) continue;
      if (inner.kind === Kind.FRAGMENT_DEFINITION) spread.add(inner);
      const condition = inner.typeCondition?.name.value;
      walk(condition === undefined ? type : schema.getType(condition), inner.selectionSet);
    }
  };
  walk(schema.getRootType(operation), selectionSet);
  return [...found];
}
