import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { lexicographicSortSchema, printSchema } from 'graphql';

/** The graph as clients see it: a supergraph less what is @inaccessible and what is about federation. */
export function apiSchemaOf(supergraphSdl: string): string {
  return printedApiSchema(Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES }));
}

export function printedApiSchema(supergraph: Supergraph): string {
  return `${printSchema(lexicographicSortSchema(supergraph.apiSchema().toGraphQLJSSchema()))}\n`;
}
