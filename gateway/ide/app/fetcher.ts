import type { Fetcher, FetcherOpts } from '@graphiql/toolkit';
import { getOperationAST, parse, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { explainHeaders, withoutExplanation } from './plan';
import { currentSession, remember, sessionIn } from './session';

const ENDPOINT = '/graphql';

interface Params {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName: string | null;
}

/** What GraphiQL calls to run an operation: POST for queries and mutations, graphql-ws for subscriptions. */
export function createFetcher(subscriptionsUrl: string): Fetcher {
  return ({ query, variables, operationName }, options) => {
    const headers = headersOf(options);
    const operation = operationIn(query, operationName);
    const params = { query, variables, operationName: operation?.name?.value ?? null };
    return operation?.operation === 'subscription'
      ? subscribe(subscriptionsUrl, params, headers)
      : post(params, headers);
  };
}

/** Found in the text itself: just after a change of tab GraphiQL still names the operation of the tab before. */
function operationIn(query: string, name: string | null | undefined): OperationDefinitionNode | null {
  try {
    const document = parse(query);
    return getOperationAST(document, name) ?? getOperationAST(document) ?? null;
  } catch {
    // The server's answer to a text that does not parse is the one to show.
    return null;
  }
}

/** The header editor wins over the remembered token, so that one tab can act as somebody else. */
function headersOf(options: FetcherOpts | undefined): Record<string, string> {
  const headers = new Headers(options?.headers);
  const session = currentSession();
  if (session && !headers.has('authorization')) headers.set('authorization', `Bearer ${session.accessToken}`);
  return Object.fromEntries(headers);
}

async function post(params: Params, headers: Record<string, string>): Promise<ExecutionResult> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      // GraphiQL's own question for the schema is not what anybody wants explained.
      ...(params.operationName === 'IntrospectionQuery' ? {} : explainHeaders()),
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
  return params.operationName === 'IntrospectionQuery' ? result : withoutExplanation(result);
}

/** One socket per subscription, because its identity is fixed when it opens. */
async function* subscribe(
  url: string,
  params: Params,
  connectionParams: Record<string, string>,
): AsyncGenerator<ExecutionResult> {
  const client = createClient({ url, connectionParams, retryAttempts: 3 });
  try {
    const results = client.iterate(params);
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
