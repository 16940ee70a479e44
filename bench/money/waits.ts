import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

export interface Waits {
  readonly calls: number;
  /** Of all calls together, from the request to its whole answer. */
  readonly milliseconds: number;
}

/** Counts from now on how long this process waits for what it asks others by Node's own HTTP client, such as the provider's SDK does. */
export function countWaits(): () => Waits {
  const begun = new WeakMap<object, number>();
  let [calls, milliseconds] = [0, 0];
  subscribe('http.client.request.start', (message) => {
    begun.set((message as { request: ClientRequest }).request, performance.now());
  });
  subscribe('http.client.response.finish', (message) => {
    const at = begun.get((message as { request: ClientRequest }).request);
    if (at === undefined) return;
    calls += 1;
    milliseconds += performance.now() - at;
  });
  return () => ({ calls, milliseconds });
}
