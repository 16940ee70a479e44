import { join } from 'node:path';
import { askChild } from './child';

export interface LoadOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The request, as JSON. */
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
  /** Access tokens, one per connection. */
  readonly tokens?: readonly string[];
}

export interface Load {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Milliseconds, of the requests under this load. */
  readonly p50: number;
  readonly p99: number;
  /** Requests without an answer, or with another than data. */
  readonly failures: number;
  /** Of the first failure. */
  readonly reason?: string;
  /** Share of a core that the generator itself took: near 1 it would be what is measured. */
  readonly generator: number;
}

/** Sends the request over and over, from a process of its own. @throws when one of them fails */
export async function load(order: LoadOrder): Promise<Load> {
  return unfailing((await askChild(join(__dirname, 'load-process.js'), order)) as Load, order.url);
}

/** @throws where a request failed: a fast refusal is no figure */
export function unfailing<L extends Load>(answer: L, url: string): L {
  const { failures, reason } = answer;
  if (failures > 0) throw new Error(`${failures} requests to ${url} failed: ${reason}`);
  return answer;
}
