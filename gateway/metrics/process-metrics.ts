import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, Registry } from 'prom-client';
import { nodeMetrics } from '../../kit/metrics/node-metrics';

/** Milliseconds between two looks at the event loop. */
const resolution = 10;

let registry: Registry | undefined;

/** What is true of the whole process, however many gateways it runs: its observers cannot be taken back, so there is one. */
export function processMetrics(): Registry {
  registry ??= observeProcess();
  return registry;
}

function observeProcess(): Registry {
  const made = new Registry();
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  const delay = new Gauge({
    name: 'lyceum_gateway_event_loop_delay_seconds',
    help: 'How late the event loop was since the last scrape.',
    labelNames: ['quantile'] as const,
    aggregator: 'max',
    registers: [made],
    collect() {
      for (const quantile of [0.5, 0.99])
        delay.labels(String(quantile)).set(lateness(histogram.percentile(quantile * 100)));
      histogram.reset();
    },
  });
  return Registry.merge([nodeMetrics(), made]);
}

/** Node counts from one look to the next, so that a loop which is never late shows the resolution. */
function lateness(nanoseconds: number): number {
  return Math.max(nanoseconds / 1e6 - resolution, 0) / 1_000;
}
