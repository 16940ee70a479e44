import { Pool } from 'undici';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { Result } from '../../kit/graphql/execute';
import type { Log } from '../../kit/log/log';
import type { SubgraphClient } from './subgraph-client';

interface HttpClientOptions {
  readonly name: string;
  /** The subgraph's GraphQL endpoint. */
  readonly url: string;
  /** Milliseconds until a call counts as failed. */
  readonly timeout: number;
  readonly connections?: number;
  readonly log: Log;
}

/** A subgraph behind a pool of kept-alive connections. */
export function httpClient({ name, url, timeout, connections = 64, log }: HttpClientOptions): SubgraphClient {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, headersTimeout: timeout, bodyTimeout: timeout, connect: { timeout } });
  return {
    name,
    async execute(request, headers) {
      try {
        const { body, statusCode } = await pool.request({
          method: 'POST',
          path: pathname,
          headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify(request),
        });
        const answer: unknown = await body.json();
        if (!isResult(answer)) throw new Error(`status ${statusCode} without a GraphQL result`);
        return answer;
      } catch (error) {
        log.warn({ error, target: name }, 'a subgraph could not be reached');
        return { errors: [kitErrors.UNAVAILABLE({ service: name }).toJSON()] };
      }
    },
    async *subscribe() {
      yield { kind: 'next', result: { errors: [kitErrors.UNAVAILABLE({ service: name }).toJSON()] } };
    },
    close: () => pool.close(),
  };
}

function isResult(answer: unknown): answer is Result {
  return typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer);
}
