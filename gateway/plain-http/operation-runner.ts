import type { ApolloServer } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, type OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../context';
import type { Engine } from '../engine/engine';
import { resultText } from '../engine/json-text';
import { etagOf } from '../etag';
import type { DocumentReaders } from '../limits/documents/document-readers';
import { registryErrors } from '../registry/registry.errors';
import { statusOf } from './status';

export interface RunnerOptions {
  readonly server: ApolloServer<GatewayContext>;
  /** The engine that serves right now. */
  readonly engine: () => Engine;
  readonly documents: DocumentReaders;
}

export interface RunnableText {
  readonly query: string;
  readonly operationName: string | null;
}

export interface PlainRequest extends RunnableText {
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Runs operations whose results travel as plain HTTP: a status that says what happened, and an ETag. */
export class OperationRunner {
  constructor(private readonly options: RunnerOptions) {}

  get schema(): Engine['schema'] {
    return this.options.engine().schema;
  }

  /** The operation that a text means; null where it has none of that name, or cannot be read. */
  operationOf({ query, operationName }: RunnableText): OperationDefinitionNode | null {
    const read = this.options.documents.of(this.schema).read(query);
    return 'errors' in read ? null : (getOperationAST(read.document, operationName) ?? null);
  }

  /** GET changes nothing (RFC 9110, 9.2.1). @throws METHOD_NOT_ALLOWED */
  refuseOtherThan(kinds: readonly string[], kind: string | undefined, reply: FastifyReply): void {
    if (kind === undefined || kinds.includes(kind)) return;
    void reply.header('allow', kind === 'mutation' ? 'POST' : '');
    throw registryErrors.METHOD_NOT_ALLOWED({ method: reply.request.method });
  }

  async answer(request: FastifyRequest, reply: FastifyReply, asked: PlainRequest, context: GatewayContext) {
    const { query, variables, operationName } = asked;
    const operation = { query, variables, ...(operationName === null ? {} : { operationName }) };
    const { body, http } = await this.options.server.executeOperation(operation, { contextValue: context });
    if (body.kind !== 'single') throw new Error('Nothing is delivered incrementally.');
    const { singleResult } = body;
    const text = resultText(singleResult);
    const status = statusOf(singleResult);
    void reply.headers({ 'cache-control': 'private, no-cache', vary: 'authorization, x-api-key, origin' });
    // Apollo Server forbids to store anything, also what may be asked for again by its ETag.
    for (const [name, value] of http.headers) if (value !== 'no-store') void reply.header(name, value);
    void reply.type('application/json; charset=utf-8');
    if (status !== 200) return reply.code(status).send(text);
    const etag = etagOf(text);
    void reply.header('etag', etag);
    if (request.method !== 'POST' && request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.send(text);
  }
}
