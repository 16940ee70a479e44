import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { BreakerState } from '../subgraph-client/circuit-breaker';
import type { NoAnswerReason } from '../subgraph-client/no-answer';
import { durationBuckets } from './buckets';

/** `ok` and `errors` are answers of the subgraph, the rest is why there was none. */
export type CallOutcome = 'ok' | 'errors' | NoAnswerReason;

/** What is told of the calls of one subgraph. */
export interface SubgraphMetrics {
  readonly called: (outcome: CallOutcome, seconds: number) => void;
  readonly retried: () => void;
  readonly breaker: (state: BreakerState) => void;
  readonly load: (running: number, queued: number) => void;
}

const breakerValue: Readonly<Record<BreakerState, number>> = { closed: 0, half_open: 1, open: 2 };

/** Makes the metrics of subgraph calls; the function gives those of one subgraph, looked up once and not per call. */
export function subgraphMetrics(registry: Registry): (subgraph: string) => SubgraphMetrics {
  const registers = [registry];
  const duration = new Histogram({
    name: 'lyceum_gateway_subgraph_call_duration_seconds',
    help: 'Calls of a subgraph as the engine sees them, with waiting and a second try, by how they came out.',
    labelNames: ['subgraph', 'outcome'] as const,
    buckets: durationBuckets,
    registers,
  });
  const retries = new Counter({
    name: 'lyceum_gateway_subgraph_retries_total',
    help: 'Queries that were sent a second time.',
    labelNames: ['subgraph'] as const,
    registers,
  });
  const breaker = new Gauge({
    name: 'lyceum_gateway_subgraph_breaker_state',
    help: 'The circuit breaker: 0 closed, 1 half open, 2 open.',
    aggregator: 'max',
    labelNames: ['subgraph'] as const,
    registers,
  });
  const running = new Gauge({
    name: 'lyceum_gateway_subgraph_calls_in_flight',
    help: 'Calls that a subgraph is working on.',
    labelNames: ['subgraph'] as const,
    registers,
  });
  const queued = new Gauge({
    name: 'lyceum_gateway_subgraph_calls_queued',
    help: 'Calls that wait for their turn at a subgraph.',
    labelNames: ['subgraph'] as const,
    registers,
  });
  return (subgraph) => {
    const durations = new Map<CallOutcome, Histogram.Internal<'subgraph' | 'outcome'>>();
    const own = {
      retries: retries.labels(subgraph),
      breaker: breaker.labels(subgraph),
      running: running.labels(subgraph),
      queued: queued.labels(subgraph),
    };
    // What has not happened yet is seen as none: a rate needs a first value.
    own.retries.inc(0);
    for (const gauge of [own.breaker, own.running, own.queued]) gauge.set(0);
    const durationOf = (outcome: CallOutcome) => {
      const known = durations.get(outcome) ?? duration.labels(subgraph, outcome);
      durations.set(outcome, known);
      return known;
    };
    return {
      called: (outcome, seconds) => durationOf(outcome).observe(seconds),
      retried: () => own.retries.inc(),
      breaker: (state) => own.breaker.set(breakerValue[state]),
      load: (calls, waiting) => {
        own.running.set(calls);
        own.queued.set(waiting);
      },
    };
  };
}
