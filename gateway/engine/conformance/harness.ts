import { createHash } from 'node:crypto';
import {
  execute,
  Kind,
  parse,
  print,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import pino from 'pino';
import { Viewer } from '../../../kit/identity/viewer';
import type { Result } from '../../../kit/graphql/execute';
import type { GatewayContext } from '../../context';
import type { SubgraphCall, SubgraphClient } from '../../subgraph-client/subgraph-client';
import type { Engine, OpenEngine } from '../engine';
import { plainData } from '../json-text';

export type Variables = Readonly<Record<string, unknown>>;

/** A result as plain JSON: data, and of each error where it is and what it says. */
export interface PlainResult {
  readonly data: unknown;
  readonly errors: readonly PlainError[];
}

export interface PlainError {
  readonly path: readonly (string | number)[] | null;
  readonly message: string;
}

/** A subgraph in this process; `answer` may be graphql-js, or a script. */
export interface TestSubgraph {
  readonly name: string;
  readonly answer: (call: SubgraphCall) => Promise<Result> | Result;
}

/** One call that an engine made, as sent. */
export interface MadeCall {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Variables;
}

/** An engine over subgraphs in this process. */
export class EngineUnderTest {
  readonly calls: MadeCall[] = [];

  private constructor(
    readonly engine: Engine,
    calls: MadeCall[],
  ) {
    this.calls = calls;
  }

  static async open(
    openEngine: OpenEngine,
    supergraphSdl: string,
    subgraphs: readonly TestSubgraph[],
  ): Promise<EngineUnderTest> {
    const calls: MadeCall[] = [];
    const clients = new Map(subgraphs.map((subgraph) => [subgraph.name, client(subgraph, calls)]));
    return new EngineUnderTest(await openEngine({ supergraphSdl, clients }), calls);
  }

  /** Runs the first operation of a document that is valid. `calls` holds what it took afterwards. */
  async execute(
    operation: string | DocumentNode,
    variables: Variables = {},
    context: Partial<GatewayContext> = {},
  ): Promise<PlainResult> {
    const source = typeof operation === 'string' ? operation : print(operation);
    const document = parse(source);
    const definition = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    if (!definition) throw new Error(`There is no operation in ${source}`);
    this.calls.length = 0;
    const { data, errors } = await this.engine.execute({
      document,
      operation: definition,
      source,
      documentHash: createHash('sha256').update(source).digest('hex'),
      operationName: definition.name?.value ?? null,
      variables,
      context: { ...requestContext(), ...context },
    });
    return plainResult({ data: plainData(data), errors: errors ?? [] });
  }

  close(): Promise<void> {
    return this.engine.stop();
  }
}

/** As JSON carries it, so that nothing is compared that a client would not see. */
export function plainResult(result: {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: PlainError['path'] | undefined; readonly message: string }[];
}): PlainResult {
  const errors = (result.errors ?? []).map(({ path, message }) => ({ path: path ?? null, message }));
  return JSON.parse(JSON.stringify({ data: result.data ?? null, errors })) as PlainResult;
}

/** A subgraph that graphql-js runs; each answer has been JSON. */
export function schemaSubgraph(
  name: string,
  schema: GraphQLSchema,
  contextOf: () => unknown = () => undefined,
): TestSubgraph {
  const documents = new LRUCache<string, ReadDocument>({ max: 200 });
  const read = (query: string): ReadDocument => {
    const document = parse(query);
    return { document, errors: validate(schema, document).map((error) => error.toJSON()) };
  };
  return {
    name,
    async answer({ query, variables }) {
      const { document, errors } = documents.get(query) ?? read(query);
      documents.set(query, { document, errors });
      if (errors.length > 0) return { errors };
      return execute({ schema, document, variableValues: variables ?? {}, contextValue: contextOf() });
    },
  };
}

interface ReadDocument {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLFormattedError[];
}

function client({ name, answer }: TestSubgraph, calls: MadeCall[]): SubgraphClient {
  return {
    name,
    async execute(call) {
      const sent = JSON.parse(call.toJson?.() ?? JSON.stringify(call)) as { query: string; variables?: Variables };
      const variables = sent.variables ?? {};
      calls.push({ subgraph: name, query: sent.query, variables });
      return JSON.parse(JSON.stringify(await answer({ ...call, query: sent.query, variables }))) as Result;
    },
    async *subscribe() {},
    close: () => Promise.resolve(),
  };
}

const silent = pino({ level: 'silent' });

function requestContext(): GatewayContext {
  return {
    requestId: 'conformance',
    viewer: Viewer.system,
    key: null,
    signedViewer: '',
    signedNobody: () => Promise.resolve(''),
    address: '127.0.0.1',
    userAgent: '',
    log: silent,
    signal: new AbortController().signal,
    subgraphCalls: 0,
  };
}
