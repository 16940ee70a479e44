import {
  getNamedType,
  visit,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../fragments';
import { fieldDefinition } from './compile/types';

/** What of a request may change the plan of an operation, beside its text. */
export interface OperationFacts {
  /** Variables that @skip and @include ask. */
  readonly conditionVariables: readonly string[];
  /** Guarded types and `Type.field` coordinates that it touches. */
  readonly guarded: readonly string[];
}

/** Reads an operation once; each fragment once, however often it is spread. */
export function factsOfOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  guards: Readonly<Record<string, unknown>>,
): OperationFacts {
  const fragments = fragmentsOf(document);
  const hasGuards = Object.keys(guards).length > 0;
  return {
    conditionVariables: conditionVariables(operation, fragments),
    guarded: hasGuards ? guardedCoordinates(schema, operation, fragments, guards) : [],
  };
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function conditionVariables(operation: OperationDefinitionNode, fragments: Fragments): string[] {
  const names = new Set<string>();
  const read = ({ name, arguments: given }: DirectiveNode): false => {
    const value = given?.[0]?.value;
    const isCondition = name.value === 'skip' || name.value === 'include';
    if (isCondition && value?.kind === Kind.VARIABLE) names.add(value.name.value);
    return false;
  };
  for (const node of [operation, ...fragments.values()]) visit(node, { Directive: read, Argument: () => false });
  return [...names].sort();
}

function guardedCoordinates(
  schema: GraphQLSchema,
  { operation, selectionSet }: OperationDefinitionNode,
  fragments: Fragments,
  guards: Readonly<Record<string, unknown>>,
): string[] {
  const found = new Set<string>();
  const note = (coordinate: string): void => {
    if (Object.hasOwn(guards, coordinate)) found.add(coordinate);
  };
  const walk = (type: GraphQLNamedType | undefined | null, { selections }: SelectionSetNode): void => {
    if (!type) return;
    note(type.name);
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        walk(condition === undefined ? type : schema.getType(condition), selection.selectionSet);
      }
      if (selection.kind !== Kind.FIELD) continue;
      const returns = getNamedType(fieldDefinition(type as GraphQLCompositeType, selection.name.value).type);
      note(`${type.name}.${selection.name.value}`);
      note(returns.name);
      if (selection.selectionSet) walk(returns, selection.selectionSet);
    }
  };
  walk(schema.getRootType(operation), selectionSet);
  for (const fragment of fragments.values())
    walk(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet);
  return [...found].sort();
}
