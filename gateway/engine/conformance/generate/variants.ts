import { Kind, OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import type { GeneratedOperation } from './operation';

export function definitionOf({ document }: GeneratedOperation): OperationDefinitionNode {
  const definition = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no operation in the document.');
  return definition;
}

/**
 * Two of one plan: the operation as it is, and with every Boolean variable turned and every default in force; without
 * variables the same once more.
 */
export function variantsOf(operation: GeneratedOperation): readonly GeneratedOperation[] {
  const { variableDefinitions = [] } = definitionOf(operation);
  const turned = variableDefinitions.flatMap(({ variable, defaultValue }) => {
    const name = variable.name.value;
    const value = operation.variables[name];
    if (typeof value === 'boolean') return [[name, !value] as const];
    return defaultValue || value === undefined ? [] : [[name, value] as const];
  });
  return [operation, { ...operation, variables: Object.fromEntries(turned) }];
}

export function isQuery(operation: GeneratedOperation): boolean {
  return definitionOf(operation).operation === OperationTypeNode.QUERY;
}
