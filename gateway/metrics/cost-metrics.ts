import { Counter, Histogram, type Registry } from 'prom-client';

export interface CostMetrics {
  /** What an operation was expected to cost, also where it was refused. */
  estimated(cost: number): void;
  /** What a response, or an event of a subscription, did cost. */
  actual(cost: number): void;
  refused(): void;
}

const costBuckets = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 1_000_000];

export function costMetrics(registry: Registry): CostMetrics {
  const registers = [registry];
  const cost = new Histogram({
    name: 'lyceum_gateway_operation_cost',
    help: 'What operations cost by @cost and @listSize: estimated before they run, actual by what was answered.',
    labelNames: ['measure'] as const,
    buckets: costBuckets,
    registers,
  });
  const refusals = new Counter({
    name: 'lyceum_gateway_operations_too_costly_total',
    help: 'Operations refused because of what they would cost.',
    registers,
  });
  const [estimated, actual] = [cost.labels('estimated'), cost.labels('actual')];
  return {
    estimated: (value) => estimated.observe(value),
    actual: (value) => actual.observe(value),
    refused: () => refusals.inc(),
  };
}
