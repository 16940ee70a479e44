import { Kind, OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import type { GeneratedOperation } from './operation';

export function definitionOf({ document }: GeneratedOperation): OperationDefinitionNode {
  const definition = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no operation in the document.');
  return definition;
}

/** The operation as it is, and for the same plan with every Boolean variable turned and every default in force. */
export function variantsOf(operation: GeneratedOperation): GeneratedOperation[] {
  const { variableDefinitions = [] } = definitionOf(operation);
  const changed = variableDefinitions.flatMap(({ variable, defaultValue }) => {
    const name = variable.name.value;
    const value = operation.variables[name];
    if (typeof value === 'boolean') return [[name, !value] as const];
    return defaultValue || value === undefined ? [] : [[name, value] as const];
  });
  return variableDefinitions.length === 0
    ? [operation]
    : [operation, { ...operation, variables: Object.fromEntries(changed) }];
}

export function isQuery(operation: GeneratedOperation): boolean {
  return definitionOf(operation).operation === OperationTypeNode.QUERY;
}
