import type { Attributes } from '@opentelemetry/api';

/** A client chooses the name, at whatever length. */
const longestName = 100;

interface OperationFacts {
  readonly type: string;
  readonly name?: string | null | undefined;
  /** What the span is of, where that is not the operation as such: `event`. */
  readonly as?: string | undefined;
}

/** What a span says of a GraphQL operation, as OpenTelemetry's conventions name it. Never its text or its variables. */
export function operationSpan({ type, name: given, as = type }: OperationFacts): {
  name: string;
  attributes: Attributes;
} {
  const name = given?.slice(0, longestName);
  return {
    name: name ? `${as} ${name}` : as,
    attributes: { 'graphql.operation.type': type, ...(name ? { 'graphql.operation.name': name } : {}) },
  };
}
