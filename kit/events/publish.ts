import { SpanKind } from '@opentelemetry/api';
import { tracedTask } from '../jobs/traced-task';
import { traceCarrier } from '../tracing/carrier';
import type { EventBus } from './bus';
import type { EventEnvelope } from './catalog';

/** Gives an event to the bus, as a part of the trace in which it happened. */
export function publishTraced(subgraph: string, bus: EventBus, event: EventEnvelope): Promise<void> {
  const span = { subgraph, kind: SpanKind.PRODUCER, name: `publish ${event.name}`, from: event };
  return tracedTask(span, () => bus.publish({ ...event, ...traceCarrier() }));
}
