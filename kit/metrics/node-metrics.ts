import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | undefined;

/** Node's own metrics: of the process, so there is one, whatever runs in it. */
export function nodeMetrics(): Registry {
  if (!registry) collectDefaultMetrics({ register: (registry = new Registry()) });
  return registry;
}
