import { createHash } from 'node:crypto';
import {
  Kind,
  OperationTypeNode,
  print,
  visit,
  type ASTNode,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { rootNodeOf, type ReadOperation } from './operation-reader';

/** The subscription that lets a viewer in to another one: the gate's field with the same arguments, and nothing else. */
export function gateOperation(guarded: ReadOperation, gate: string): ReadOperation {
  const given = rootNodeOf(guarded)?.arguments ?? [];
  const used = new Set(given.flatMap(variablesIn));
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.SUBSCRIPTION,
    variableDefinitions: (guarded.operation.variableDefinitions ?? []).filter(({ variable }) =>
      used.has(variable.name.value),
    ),
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: gate }, arguments: given }],
    },
  };
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation] };
  const source = print(document);
  return {
    document,
    operation,
    source,
    documentHash: createHash('sha256').update(source).digest('hex'),
    operationName: null,
    variables: Object.fromEntries(Object.entries(guarded.variables).filter(([name]) => used.has(name))),
  };
}

function variablesIn(node: ASTNode): string[] {
  const names: string[] = [];
  visit(node, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}
