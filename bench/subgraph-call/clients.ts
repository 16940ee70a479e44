import { RemoteGraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { parse, type DocumentNode, type ExecutionResult } from 'graphql';
import { HeaderMap } from '@apollo/server';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectFolder } from '../../cli/files';
import { Metrics } from '../../gateway/metrics/metrics';
import { guarded } from '../../gateway/subgraph-client/guarded-client';
import { httpClient } from '../../gateway/subgraph-client/http-client';
import { callHeaders } from '../../gateway/subgraph-client/subgraph-client';
import { readConfig } from '../../kit/config/config';
import { openLog } from '../../kit/log/log';

export type Variables = Readonly<Record<string, unknown>>;

/** One way to call a subgraph; resolves to the data. */
export type Call = (query: string, variables: Variables) => Promise<unknown>;

/** As a gateway calls on behalf of a client. */
const asked = { signedViewer: 'x'.repeat(300), requestId: 'a-request', address: '127.0.0.1', userAgent: 'a client' };

function lyceum(url: string): Call {
  const config = readConfig({});
  const log = openLog(config, { terminal: false });
  const client = guarded(httpClient({ name: 'products', url, log }), { config, metrics: new Metrics(), log });
  return async (query, variables) => {
    const { data } = await client.execute({ kind: 'query', query, variables }, callHeaders(asked));
    return data;
  };
}

class SigningDataSource extends RemoteGraphQLDataSource {
  override willSendRequest({ request }: GraphQLDataSourceProcessOptions): void {
    for (const [name, value] of Object.entries(callHeaders(asked))) request.http?.headers.set(name, value);
  }
}

function apollo(url: string): Call {
  const source = new SigningDataSource({ url });
  return async (query, variables) => {
    const http = { method: 'POST', url, search: '', body: '', headers: new HeaderMap() };
    const incoming = { kind: 'incoming operation', incomingRequestContext: {} };
    const options = { request: { query, variables, http }, context: {}, ...incoming };
    const { data } = await source.process(options as unknown as GraphQLDataSourceProcessOptions);
    return data;
  };
}

type Executor = (request: {
  document: DocumentNode;
  variables: Variables;
  operationType: string;
}) => Promise<ExecutionResult>;

/** With what Hive Gateway calls subgraphs; without sharing, because no two of these calls are the same. */
function hive(url: string): Call {
  const require = createRequire(join(projectFolder, 'bench', 'package.json'));
  const { buildHTTPExecutor } = require('@graphql-tools/executor-http') as {
    buildHTTPExecutor: (options: object) => Executor;
  };
  const execute = buildHTTPExecutor({ endpoint: url, headers: callHeaders(asked) });
  const documents = new Map<string, DocumentNode>();
  return async (query, variables) => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    const { data } = await execute({ document, variables, operationType: 'query' });
    return data;
  };
}

export const clients = { lyceum, apollo, hive } as const satisfies Record<string, (url: string) => Call>;

export type ClientName = keyof typeof clients;
