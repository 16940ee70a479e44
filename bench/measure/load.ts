import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

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
  const child = fork(join(__dirname, 'load-process.js'), [JSON.stringify(order)]);
  const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [Load | number];
  if (typeof answer !== 'object') throw new Error(`The load generator ended with ${answer}.`);
  child.disconnect();
  const { failures, reason } = answer;
  if (failures > 0) throw new Error(`${failures} requests to ${order.url} failed: ${reason}`);
  return answer;
}
