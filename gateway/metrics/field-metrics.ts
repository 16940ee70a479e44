import { Counter, Histogram, type Registry } from 'prom-client';

/** What is told of fields in the subgraph calls that are looked at. */
export interface FieldMetrics {
  /** A call that asked for the field took so long. */
  called(coordinate: string, seconds: number): void;
  failed(coordinate: string): void;
}

/** Fields that have a label of their own; the rest is `other`. */
const mostFields = 500;
/** Seconds; few, because there are so many fields. */
const buckets = [0.005, 0.025, 0.1, 0.5, 2.5];

export function fieldMetrics(registry: Registry, most = mostFields): FieldMetrics {
  const registers = [registry];
  const calls = new Histogram({
    name: 'lyceum_gateway_field_call_duration_seconds',
    help: 'Subgraph calls that asked for a field, of the share that FIELD_SAMPLE_RATIO says.',
    labelNames: ['field'] as const,
    buckets,
    registers,
  });
  const errors = new Counter({
    name: 'lyceum_gateway_field_errors_total',
    help: 'Errors at a field, in the same calls.',
    labelNames: ['field'] as const,
    registers,
  });
  const known = new Set<string>();
  const labelOf = (coordinate: string): string => {
    if (known.size < most) known.add(coordinate);
    return known.has(coordinate) ? coordinate : 'other';
  };
  return {
    called: (coordinate, seconds) => calls.observe({ field: labelOf(coordinate) }, seconds),
    failed: (coordinate) => errors.inc({ field: labelOf(coordinate) }),
  };
}
