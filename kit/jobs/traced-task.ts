import type { SpanKind } from '@opentelemetry/api';
import { continued, type TraceCarrier } from '../tracing/carrier';
import { traced } from '../tracing/span';

interface TaskSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly subgraph: string;
  /** Where the trace stood when the task was added; without it the task begins one. */
  readonly from: TraceCarrier;
}

/** Runs one try of a task as a part of the trace that added it. */
export function tracedTask({ name, kind, subgraph, from }: TaskSpan, work: () => Promise<void>): Promise<void> {
  const options = { kind, root: from.traceparent === undefined, attributes: { 'lyceum.subgraph': subgraph } };
  return continued(from, () => traced(name, options, work));
}

/** What a job was given, apart from the trace that is stored with it. */
export function withoutCarrier(given: TraceCarrier & object): object {
  const payload: { traceparent?: string | undefined } = { ...given };
  delete payload.traceparent;
  return payload;
}
