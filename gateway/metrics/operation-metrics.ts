import { Counter, Histogram, type Registry } from 'prom-client';
import { OperationNames, type NameLimits } from './operation-names';
import { requestOutcomes, type RequestOutcome } from './request-metrics';

export interface AnsweredOperation {
  /** As its document says; null where it has none. */
  readonly name: string | null;
  /** Whether a registered document has this name. */
  readonly isRegistered: boolean;
  readonly outcome: RequestOutcome;
  readonly seconds: number;
}

export interface OperationMetrics {
  answered(operation: AnsweredOperation): void;
}

/** Seconds; fewer than elsewhere, because there are so many operations. */
const buckets = [0.005, 0.025, 0.1, 0.25, 1, 5];

/** Rate, errors and duration of each operation, by a bounded number of names. */
export function operationMetrics(registry: Registry, limits?: NameLimits): OperationMetrics {
  const registers = [registry];
  const answered = new Counter({
    name: 'lyceum_gateway_operations_total',
    help: 'Operations answered, by name: registered ones and those seen most, the rest as `other`.',
    labelNames: ['operation', 'outcome'] as const,
    registers,
  });
  const duration = new Histogram({
    name: 'lyceum_gateway_operation_duration_seconds',
    help: 'Operations by name, from the parsed request to the result.',
    labelNames: ['operation'] as const,
    buckets,
    registers,
  });
  const names = new OperationNames((operation) => {
    duration.remove({ operation });
    for (const outcome of requestOutcomes) answered.remove({ operation, outcome });
  }, limits);
  return {
    answered({ name, isRegistered, outcome, seconds }) {
      const operation = names.labelOf(name, isRegistered);
      answered.inc({ operation, outcome });
      duration.observe({ operation }, seconds);
    },
  };
}
