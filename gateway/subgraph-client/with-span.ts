import { SpanKind } from '@opentelemetry/api';
import { isTracing, markFailed, tracedWithin } from '../../kit/tracing/span';
import { NoAnswer } from './no-answer';
import type { SubgraphClient } from './subgraph-client';

/** A client each of whose calls is a span, from the wait for its turn to the last try. */
export function withSpan(client: SubgraphClient): SubgraphClient {
  if (!isTracing()) return client;
  const { name } = client;
  return {
    ...client,
    execute: (call, headers, signal) => {
      const attributes = { 'lyceum.subgraph': name, 'graphql.operation.type': call.kind };
      return tracedWithin(`fetch ${name}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
        const result = await client.execute(call, headers, signal);
        if (result instanceof NoAnswer) markFailed(span, result.reason);
        return result;
      });
    },
  };
}
