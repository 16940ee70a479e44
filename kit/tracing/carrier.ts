import { context, propagation, ROOT_CONTEXT, trace, type Link } from '@opentelemetry/api';
import { isTracing } from './span';

/** How a trace goes on elsewhere: beside an event, a job, or as a header (W3C Trace Context). */
export interface TraceCarrier {
  readonly traceparent?: string | undefined;
}

const nothing: TraceCarrier = Object.freeze({});

/** Where the trace stands that is under way; empty where none is. */
export function traceCarrier(): TraceCarrier {
  if (!isTracing()) return nothing;
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/** Runs the work where a trace stood; without one, where it stands now. What is malformed counts as none. */
export function continued<T>({ traceparent }: TraceCarrier, work: () => T): T {
  if (traceparent === undefined || !isTracing()) return work();
  return context.with(propagation.extract(ROOT_CONTEXT, { traceparent }), work);
}

/** Points at somebody else's trace without being part of it. */
export function linksTo({ traceparent }: TraceCarrier): Link[] {
  const known = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
  return known ? [{ context: known }] : [];
}

/** What a log line says of the trace that is under way. */
export function traceFields(): { readonly traceId?: string } {
  const span = trace.getActiveSpan();
  return span ? { traceId: span.spanContext().traceId } : {};
}
