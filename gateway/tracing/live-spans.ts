import { SpanKind } from '@opentelemetry/api';
import { continued, linksTo, traceCarrier, type TraceCarrier } from '../../kit/tracing/carrier';
import { operationSpan } from '../../kit/tracing/operation';
import { isTracing, traced, tracedWithin } from '../../kit/tracing/span';
import type { ReadOperation } from '../subscriptions/operation-reader';

/** How an operation came that was not a request of its own. */
export type LiveProtocol = 'graphql-ws' | 'graphql-sse';

/** Begins a trace with an operation over a socket or a stream, as one begins with each request. */
export function tracedLive<T>(protocol: LiveProtocol, work: () => T): T {
  const attributes = { 'network.protocol.name': protocol, 'http.route': '/graphql' };
  return traced(`${protocol} /graphql`, { root: true, kind: SpanKind.SERVER, attributes }, work);
}

/** The beginning of a subscription; its events come in traces of their own. */
export function tracedStart<T>({ operation }: Pick<ReadOperation, 'operation'>, work: () => T): T {
  if (!isTracing()) return work();
  const { name, attributes } = operationSpan({ type: 'subscription', name: operation.name?.value });
  return tracedWithin(name, { attributes }, work);
}

interface EventTrace extends Pick<ReadOperation, 'operation'> {
  /** Where the subscription was begun. */
  readonly begun: TraceCarrier;
  /** Where the subgraph stands that sent the event: what it did for it belongs to the same trace. */
  readonly from: unknown;
}

/** Runs what the gateway does for one event of a subscription; where that is traced, it tells where the trace stands. */
export function tracedEvent<T>(
  { operation, begun, from }: EventTrace,
  work: () => Promise<T>,
): Promise<readonly [T, TraceCarrier?]> {
  if (!isTracing()) return work().then((done) => [done] as const);
  const { name, attributes } = operationSpan({ type: 'subscription', name: operation.name?.value, as: 'event' });
  const upstream = typeof from === 'string' ? { traceparent: from } : {};
  const options = { kind: SpanKind.CONSUMER, attributes, links: linksTo(begun), root: linksTo(upstream).length === 0 };
  return continued(upstream, () => traced(name, options, async () => [await work(), traceCarrier()] as const));
}

/** Hands an event to so many clients, as a part of its trace. */
export function tracedDelivery<T>(trace: TraceCarrier | undefined, clients: number, work: () => T): T {
  if (trace?.traceparent === undefined) return work();
  return continued(trace, () => tracedWithin('deliver', { attributes: { 'lyceum.clients': clients } }, work));
}
