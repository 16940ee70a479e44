import { createHash } from 'node:crypto';
import {
  getOperationAST,
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { EngineRequest } from '../engine/engine';
import { limitRule, type Limits } from '../limits/limits';
import { variableProblems } from '../limits/variables';

/** What a client sends, whatever the protocol. */
export interface OperationText {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may run, for whoever asks. */
export type ReadOperation = Omit<EngineRequest, 'context'>;

export type Reading = { readonly operation: ReadOperation } | { readonly errors: readonly GraphQLError[] };

interface ReadDocument {
  readonly document: DocumentNode;
  readonly hash: string;
}

export interface ReaderLimits extends Limits {
  readonly tokens: number;
  readonly listItems: number;
  readonly hasIntrospection: boolean;
}

/** Characters of documents that are remembered; their trees take some fifty times as much. */
const rememberedCharacters = 1_000_000;

/** Reads operations that come over sockets and streams, with the limits of those that come over HTTP. */
export class OperationReader {
  private readonly known = new LRUCache<string, ReadDocument>({
    maxSize: rememberedCharacters,
    sizeCalculation: (_, source) => source.length + 1,
  });
  private readonly rules: readonly ValidationRule[];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits: ReaderLimits,
  ) {
    const walls = limits.hasIntrospection ? [] : [NoSchemaIntrospectionCustomRule];
    this.rules = [limitRule(limits), ...walls, ...specifiedRules];
  }

  /** What is wrong with the text, or its variables, is in `errors`, coded. @throws RangeError for what nests too deep */
  read({ query, operationName = null, variables }: OperationText): Reading {
    const read = this.known.get(query) ?? this.prepare(query);
    if ('errors' in read) return read;
    const operation = getOperationAST(read.document, operationName);
    if (!operation) return { errors: [coded('Unknown operation.', 'OPERATION_RESOLUTION_FAILURE')] };
    const request = {
      document: read.document,
      operation,
      source: query,
      documentHash: read.hash,
      operationName: operationName ?? null,
      variables: variables ?? {},
    };
    const errors = variableProblems(this.schema, request, this.limits.listItems);
    if (errors.length > 0) return { errors: errors.map((error) => withCode(error, 'BAD_USER_INPUT')) };
    return { operation: request };
  }

  private prepare(source: string): ReadDocument | { readonly errors: readonly GraphQLError[] } {
    const document = this.parse(source);
    if (document instanceof GraphQLError) return { errors: [document] };
    const errors = validate(this.schema, document, this.rules);
    if (errors.length > 0) return { errors: errors.map((error) => this.shown(error)) };
    const read = { document, hash: createHash('sha256').update(source).digest('hex') };
    this.known.set(source, read);
    return read;
  }

  private parse(source: string): DocumentNode | GraphQLError {
    try {
      return parse(source, { maxTokens: this.limits.tokens });
    } catch (error) {
      if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
      throw error;
    }
  }

  /** Without introspection nobody learns the graph from suggestions either. */
  private shown(error: GraphQLError): GraphQLError {
    const message = this.limits.hasIntrospection ? error.message : error.message.replace(/ ?Did you mean .*\?$/, '');
    return withCode(error, 'GRAPHQL_VALIDATION_FAILED', message);
  }
}

/** The one root field of a subscription, wherever fragments hide it. */
export function rootFieldOf({ document, operation }: Pick<ReadOperation, 'document' | 'operation'>): string | null {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet] as const] : [],
    ),
  );
  return firstField(operation, fragments);
}

function firstField(
  { selectionSet }: Pick<OperationDefinitionNode, 'selectionSet'>,
  fragments: ReadonlyMap<string, SelectionSetNode>,
): string | null {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) return selection.name.value;
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value);
    const found = inner && firstField({ selectionSet: inner }, fragments);
    if (found) return found;
  }
  return null;
}

function coded(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** A code of its own, such as that of a limit, stays. */
function withCode(error: GraphQLError, code: string, message = error.message): GraphQLError {
  const { nodes, source, positions, path, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { code, ...extensions } });
}
