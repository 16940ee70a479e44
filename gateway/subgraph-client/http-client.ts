import { Pool } from 'undici';
import type { Log } from '../../kit/log/log';
import { systemTimers, type Timers } from '../../kit/scope/timers';
import type { CallHeaders } from '../../kit/subgraph/running';
import { traceCarrier } from '../../kit/tracing/carrier';
import { HttpAnswer } from './http-answer';
import { stoppedBy } from './no-answer';
import { SocketSubscriptions } from './socket-subscriptions';
import type { SubgraphCall, SubgraphClient } from './subgraph-client';

export interface HttpClientOptions {
  readonly name: string;
  /** The subgraph's GraphQL endpoint. */
  readonly url: string;
  /** Connections at most; over HTTP/2 each carries many calls. */
  readonly connections?: number;
  /** Bytes of one response at most. */
  readonly maxResponseBytes?: number;
  /** HTTP/2 where the subgraph offers it (over TLS). */
  readonly allowH2?: boolean;
  readonly log: Log;
  readonly timers?: Timers;
  readonly random?: () => number;
}

/** Milliseconds to connect: within a data centre it takes one, or it will not happen. */
const connectTimeout = 3_000;
/** Milliseconds between two signs of life of a socket; the subgraph has one of its own in the other direction. */
const heartbeat = 12_000;

/** A subgraph behind a pool of kept-alive connections, and one socket for all its subscriptions. */
export function httpClient(options: HttpClientOptions): SubgraphClient {
  const { name, url, connections = 256, maxResponseBytes = 10_000_000, allowH2 = false, log } = options;
  const { timers = systemTimers, random = Math.random } = options;
  const { origin, pathname, search } = new URL(url);
  const path = pathname + search;
  // How long a call may take is the deadline's business; one clock is enough.
  const pool = new Pool(origin, { connections, allowH2, connectTimeout, headersTimeout: 0, bodyTimeout: 0 });
  const subscriptions = new SocketSubscriptions({
    service: name,
    url: url.replace(/^http/, 'ws'),
    maxBytes: maxResponseBytes,
    timeout: connectTimeout,
    heartbeat,
    timers,
    random,
    log,
  });
  return {
    name,
    execute(call, headers, signal) {
      if (signal?.aborted) return Promise.resolve(stoppedBy(name, signal));
      return new Promise((resolve) => {
        const answer = new HttpAnswer({
          service: name,
          maxBytes: maxResponseBytes,
          signal,
          resolve,
          onFailure: (reason, error) => log.warn({ target: name, reason, error }, 'a subgraph did not answer'),
        });
        try {
          pool.dispatch({ method: 'POST', path, headers: flat(headers), body: textOf(call) }, answer);
        } catch (error) {
          answer.onUnwritable(error);
        }
      });
    },
    subscribe: (call, headersOf) => subscriptions.subscribe(call, headersOf),
    publicRoutes: { origin },
    close: () => {
      subscriptions.close();
      return pool.close();
    },
  };
}

function textOf(call: SubgraphCall): string {
  if (call.toJson) return call.toJson();
  const { query, variables, operationName } = call;
  return JSON.stringify({ query, variables, operationName });
}

/** Names and values in turn, which undici takes as they are. */
function flat(headers: CallHeaders): string[] {
  const list = ['content-type', 'application/json', 'accept', 'application/graphql-response+json, application/json'];
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) list.push(name, value as string);
  const { traceparent } = traceCarrier();
  if (traceparent !== undefined) list.push('traceparent', traceparent);
  return list;
}
