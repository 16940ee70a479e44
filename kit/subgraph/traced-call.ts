import { SpanKind } from '@opentelemetry/api';
import { getOperationAST } from 'graphql';
import type { Documents } from '../graphql/documents';
import type { GraphQLRequest, Result } from '../graphql/execute';
import { continued, linksTo, traceCarrier, type TraceCarrier } from '../tracing/carrier';
import { operationSpan } from '../tracing/operation';
import { isTracing, traced, tracedWithin } from '../tracing/span';

interface TracedCall {
  readonly subgraph: string;
  readonly documents: Documents;
  readonly request: GraphQLRequest;
  /** Where the gateway's trace stands when it is another process; in memory it is under way already. */
  readonly from: TraceCarrier;
}

/** Runs an operation of the gateway as a part of its trace. */
export function tracedCall(call: TracedCall, work: () => Promise<Result>): Promise<Result> {
  if (!isTracing()) return work();
  return continued(call.from, () => {
    const { name, attributes } = spanOf(call);
    return tracedWithin(`${call.subgraph}: ${name}`, { kind: SpanKind.SERVER, attributes }, work);
  });
}

/**
 * Runs what is done for one event of a subscription as a trace of its own, linked to the one in which the gateway began
 * to listen; the result says where it stands, in `extensions.traceparent`. What begins in no trace is followed by none.
 */
export function tracedEvents(call: TracedCall): ((work: () => Promise<Result>) => Promise<Result>) | undefined {
  if (!isTracing() || call.from.traceparent === undefined) return undefined;
  const { name, attributes } = spanOf(call, 'event');
  const options = { root: true, kind: SpanKind.PRODUCER, attributes, links: linksTo(call.from) };
  return (work) =>
    traced(`${call.subgraph}: ${name}`, options, async () => {
      const result = await work();
      return { ...result, extensions: { ...result.extensions, ...traceCarrier() } };
    });
}

function spanOf({ subgraph, documents, request }: TracedCall, as?: string): ReturnType<typeof operationSpan> {
  const operation = getOperationAST(documents.read(request.query).document, request.operationName);
  const { name, attributes } = operationSpan({
    type: operation?.operation ?? 'operation',
    name: operation?.name?.value,
    as,
  });
  return { name, attributes: { ...attributes, 'lyceum.subgraph': subgraph } };
}
