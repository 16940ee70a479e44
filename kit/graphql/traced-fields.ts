import type { Attributes } from '@opentelemetry/api';
import { defaultFieldResolver, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { isTracing, tracedWithin } from '../tracing/span';

/** Makes each root field of queries and mutations a span; all entities of a call are one. Other fields are too many. */
export function traceRootFields(schema: GraphQLSchema): void {
  if (!isTracing()) return;
  for (const type of [schema.getQueryType(), schema.getMutationType()]) if (type) traceFields(type);
}

function traceFields(type: GraphQLObjectType): void {
  for (const field of Object.values(type.getFields())) {
    const { name, resolve = defaultFieldResolver } = field;
    field.resolve = (source, given: unknown, scope, info) => {
      const attributes = {
        'graphql.field': `${type.name}.${name}`,
        ...(name === '_entities' ? entitiesIn(given) : {}),
      };
      return tracedWithin<unknown>(`${type.name}.${name}`, { attributes }, () => resolve(source, given, scope, info));
    };
  }
}

/** How many of which types: not their keys. */
function entitiesIn(given: unknown): Attributes {
  const { representations } = given as { readonly representations: readonly { readonly __typename: string }[] };
  return {
    'lyceum.entity.count': representations.length,
    'lyceum.entity.types': [...new Set(representations.map(({ __typename }) => __typename))],
  };
}
