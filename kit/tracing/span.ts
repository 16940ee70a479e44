import { isPromise } from 'node:util/types';
import {
  context,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Span,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';

/** Of this process; absent while nothing is traced, so that a span which nobody wants costs one comparison. */
let tracer: Tracer | undefined;

/** Traces from now on with this tracer, or no more. */
export function traceWith(given: Tracer | undefined): void {
  tracer = given;
}

export function isTracing(): boolean {
  return tracer !== undefined;
}

/** A span that the caller ends; undefined where nothing is traced. */
export function startSpan(name: string, options: SpanOptions = {}): Span | undefined {
  return tracer?.startSpan(name, options);
}

/** As `startSpan` where a trace is under way that is recorded. */
export function startSpanWithin(name: string, options: SpanOptions): Span | undefined {
  return tracer && isRecorded() ? tracer.startSpan(name, options) : undefined;
}

/** Runs the work, and whatever it begins, below a span. */
export function within<T>(span: Span, work: () => T): T {
  return context.with(trace.setSpan(context.active(), span), work);
}

/**
 * Runs the work in a span of its own, which begins a trace where none is under way. The span ends with the work: where
 * that is a promise, when it settles. Attributes never hold what people wrote: no variables, addresses or messages.
 */
export function traced<T>(name: string, options: SpanOptions, work: (span?: Span) => T): T {
  if (!tracer) return work();
  const parent = options.root ? ROOT_CONTEXT : context.active();
  const span = tracer.startSpan(name, options, parent);
  return context.with(trace.setSpan(parent, span), () => ending(span, work));
}

/** As `traced` where a trace is under way that is recorded; elsewhere the work alone. */
export function tracedWithin<T>(name: string, options: SpanOptions, work: (span?: Span) => T): T {
  return tracer && isRecorded() ? traced(name, options, work) : work();
}

function isRecorded(): boolean {
  const span = trace.getActiveSpan();
  return span !== undefined && (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
}

function ending<T>(span: Span, work: (span: Span) => T): T {
  try {
    const result = work(span);
    if (isPromise(result)) return result.catch((error: unknown) => failed(span, error)).finally(() => span.end()) as T;
    span.end();
    return result;
  } catch (error) {
    markFailed(span, kindOf(error));
    span.end();
    throw error;
  }
}

function failed(span: Span, error: unknown): never {
  markFailed(span, kindOf(error));
  throw error;
}

/** Says that what the span is about went wrong, by a code or a class: messages may quote what people wrote. */
export function markFailed(span: Span | undefined, kind: string): void {
  span?.setAttribute('error.type', kind).setStatus({ code: SpanStatusCode.ERROR });
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code, extensions } = error as { readonly code?: unknown; readonly extensions?: { readonly code?: unknown } };
  const known = extensions?.code ?? code;
  return typeof known === 'string' ? known : error.name;
}
