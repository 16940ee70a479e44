import { Kind, parse, valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';
import { livePolicyShape, type LivePolicy } from '../../kit/graphql/live-directive';

export type LivePolicies = ReadonlyMap<string, LivePolicy>;

/** How each subscription field of a supergraph is served. @throws ZodError for a `@live` that nobody can follow. */
export function livePolicies(supergraphSdl: string): LivePolicies {
  const fields = parse(supergraphSdl, { noLocation: true }).definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Subscription'
      ? (definition.fields ?? [])
      : [],
  );
  return new Map(
    fields.map(({ name, directives = [] }) => [
      name.value,
      policyOf(directives.find((directive) => directive.name.value === 'live')),
    ]),
  );
}

function policyOf(directive: ConstDirectiveNode | undefined): LivePolicy {
  const given = (directive?.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]);
  return livePolicyShape.parse(Object.fromEntries(given));
}
