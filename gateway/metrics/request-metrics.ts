import { Counter, Histogram, type Registry } from 'prom-client';
import type { OperationTypeNode } from 'graphql';
import { durationBuckets } from './buckets';

export const requestOutcomes = ['ok', 'partial', 'refused', 'unavailable', 'internal'] as const;

/** The worst that a response says. */
export type RequestOutcome = (typeof requestOutcomes)[number];
/** `none`: what was sent holds no operation that can run. */
export type RequestKind = `${OperationTypeNode}` | 'none';

export interface RequestMetrics {
  answered(kind: RequestKind, outcome: RequestOutcome, seconds: number): void;
}

/** What clients ask and get, whatever they call it; `operationMetrics` has the names. */
export function requestMetrics(registry: Registry): RequestMetrics {
  const requests = new Counter({
    name: 'lyceum_gateway_requests_total',
    help: 'Operations answered: ok, partial (some fields refused), refused (no data), unavailable, internal.',
    labelNames: ['kind', 'outcome'] as const,
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'lyceum_gateway_request_duration_seconds',
    help: 'Queries and mutations, from the parsed request to the result.',
    labelNames: ['kind'] as const,
    buckets: durationBuckets,
    registers: [registry],
  });
  return {
    answered(kind, outcome, seconds) {
      requests.labels(kind, outcome).inc();
      duration.labels(kind).observe(seconds);
    },
  };
}

interface ShownError {
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Which of the few outcomes a response is, by the codes that it shows. */
export function outcomeOf({ data, errors = [] }: { data?: unknown; errors?: readonly ShownError[] }): RequestOutcome {
  const codes = new Set(errors.map(({ extensions }) => extensions?.['code']));
  if (codes.size === 0) return 'ok';
  if (codes.has('INTERNAL_ERROR')) return 'internal';
  if (codes.has('UNAVAILABLE')) return 'unavailable';
  return data === undefined || data === null ? 'refused' : 'partial';
}
