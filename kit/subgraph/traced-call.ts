import { SpanKind } from '@opentelemetry/api';
import { getOperationAST } from 'graphql';
import type { Documents } from '../graphql/documents';
import type { GraphQLRequest, Result } from '../graphql/execute';
import { continued, type TraceCarrier } from '../tracing/carrier';
import { operationSpan } from '../tracing/operation';
import { isTracing, tracedWithin } from '../tracing/span';

interface TracedCall {
  readonly subgraph: string;
  readonly documents: Documents;
  readonly request: GraphQLRequest;
  /** Where the gateway's trace stands when it is another process; in memory it is under way already. */
  readonly from: TraceCarrier;
}

/** Runs an operation of the gateway as a part of its trace. */
export function tracedCall(
  { subgraph, documents, request, from }: TracedCall,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!isTracing()) return work();
  return continued(from, () => {
    const operation = getOperationAST(documents.read(request.query).document, request.operationName);
    const { name, attributes } = operationSpan({
      type: operation?.operation ?? 'operation',
      name: operation?.name?.value,
    });
    const options = { kind: SpanKind.SERVER, attributes: { ...attributes, 'lyceum.subgraph': subgraph } };
    return tracedWithin(`${subgraph}: ${name}`, options, work);
  });
}
