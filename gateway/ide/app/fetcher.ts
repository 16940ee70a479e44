import type { Fetcher, FetcherOpts, FetcherParams } from '@graphiql/toolkit';
import { getOperationAST, type DocumentNode, type ExecutionResult } from 'graphql';
import { createClient } from 'graphql-ws';
import { currentSession, remember, sessionIn } from './session';

const ENDPOINT = '/graphql';

/** What GraphiQL calls to run an operation: POST for queries and mutations, graphql-ws for subscriptions. */
export function createFetcher(subscriptionsUrl: string): Fetcher {
  return (params, options) => {
    const headers = headersOf(options);
    return isSubscription(params, options?.documentAST ?? null)
      ? subscribe(subscriptionsUrl, params, headers)
      : post(params, headers);
  };
}

/** The header editor wins over the remembered token, so that one tab can act as somebody else. */
function headersOf(options: FetcherOpts | undefined): Record<string, string> {
  const headers = new Headers(options?.headers as Record<string, string> | undefined);
  const session = currentSession();
  if (session && !headers.has('authorization')) headers.set('authorization', `Bearer ${session.accessToken}`);
  return Object.fromEntries(headers);
}

function isSubscription({ operationName }: FetcherParams, document: DocumentNode | null): boolean {
  return document !== null && getOperationAST(document, operationName)?.operation === 'subscription';
}

async function post(params: FetcherParams, headers: Record<string, string>): Promise<ExecutionResult> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      ...headers,
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      'apollo-require-preflight': 'true',
    },
    body: JSON.stringify(params),
  });
  if (!response.headers.get('content-type')?.includes('json')) {
    throw new Error(`HTTP ${response.status} ${response.statusText}: ${(await response.text()).slice(0, 500)}`);
  }
  const result = (await response.json()) as ExecutionResult;
  const session = sessionIn(result);
  if (session) remember(session);
  return result;
}

/** One socket per subscription, because its identity is fixed when it opens. */
async function* subscribe(
  url: string,
  params: FetcherParams,
  connectionParams: Record<string, string>,
): AsyncGenerator<ExecutionResult> {
  const client = createClient({ url, connectionParams, retryAttempts: 3 });
  try {
    const results = client.iterate({ ...params, operationName: params.operationName ?? null });
    // Both name the same JSON; GraphiQL's type only expects its errors to be instances.
    yield* results as AsyncGenerator<ExecutionResult>;
  } catch (error) {
    throw error instanceof CloseEvent
      ? new Error(`The subscription's socket closed: ${error.code} ${error.reason}`)
      : error;
  } finally {
    await client.dispose();
  }
}
