import {
  getOperationAST,
  GraphQLError,
  Kind,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type FragmentDefinitionNode,
} from 'graphql';
import { fragmentsOf } from '../fragments';
import type { EngineRequest } from '../engine/engine';
import type { DocumentReader } from '../limits/documents/document-reader';
import { withCode } from '../limits/documents/refusals';
import { variableProblems, type VariableLimits } from '../limits/variables';

/** An operation as a client sends it, whatever the protocol. */
export interface OperationText {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may run, for whoever asks. */
export type ReadOperation = Omit<EngineRequest, 'context'>;

export type Reading = { readonly operation: ReadOperation } | { readonly errors: readonly GraphQLError[] };

/** Reads operations that come over sockets and streams, with the limits of those that come over HTTP. */
export class OperationReader {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly documents: DocumentReader,
    private readonly limits: VariableLimits,
  ) {}

  /** Never throws: what is wrong with the text, or its variables, is in `errors`, coded. */
  read({ query, operationName = null, variables }: OperationText): Reading {
    const read = this.documents.read(query);
    if ('errors' in read) return read;
    const operation = getOperationAST(read.document, operationName);
    if (!operation) return { errors: [coded('Unknown operation.', 'OPERATION_RESOLUTION_FAILURE')] };
    const request = {
      document: read.document,
      operation,
      source: query,
      documentHash: read.hash,
      // Also where the client leaves it to the document: plans, logs and metrics know it by its name.
      operationName: operation.name?.value ?? null,
      variables: variables ?? {},
    };
    const errors = variableProblems(this.schema, request, this.limits);
    if (errors.length > 0) return { errors: errors.map((error) => withCode(error, 'BAD_USER_INPUT')) };
    return { operation: request };
  }
}

/** The one root field of a subscription, wherever fragments hide it. */
export function rootFieldOf(read: Pick<ReadOperation, 'document' | 'operation'>): string | null {
  return rootNodeOf(read)?.name.value ?? null;
}

export function rootNodeOf({ document, operation }: Pick<ReadOperation, 'document' | 'operation'>): FieldNode | null {
  return firstField(operation, fragmentsOf(document));
}

function firstField(
  { selectionSet }: Pick<OperationDefinitionNode, 'selectionSet'>,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FieldNode | null {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) return selection;
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    const found = inner && firstField(inner, fragments);
    if (found) return found;
  }
  return null;
}

function coded(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
