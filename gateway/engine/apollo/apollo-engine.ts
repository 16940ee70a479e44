import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../../context';
import { callHeaders, type SubgraphClient } from '../../subgraph-client/subgraph-client';
import type { EngineRequest, OpenEngine } from '../engine';
import { drawnPlan } from './drawn-plan';
import { withoutSecuritySpecs } from './without-security';

/** @apollo/gateway behind our interface, with our own way to the subgraphs instead of its fetcher. */
export const openApolloEngine: OpenEngine = async ({ supergraphSdl, clients }) => {
  const gateway = new ApolloGateway({
    supergraphSdl: withoutSecuritySpecs(supergraphSdl),
    buildService: ({ name }) => dataSource(clients.get(name), name),
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) =>
      (requestContext.context as unknown as GatewayContext).explanation?.planned(drawnPlan(queryPlan)),
  });
  const loaded: { schema?: GraphQLSchema } = {};
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (loaded.schema = apiSchema));
  await gateway.load();
  const { schema } = loaded;
  if (!schema) throw new Error('The supergraph gave no schema.');
  return {
    name: 'apollo',
    schema,
    execute: (request) => gateway.executor(requestContext(request, schema)),
    stop: () => gateway.stop(),
  };
};

/** The part of Apollo Server's request context that ApolloGateway reads. */
function requestContext(request: EngineRequest, schema: GraphQLSchema): GatewayGraphQLRequestContext {
  const { document, operation, source, documentHash, operationName, variables, context } = request;
  const known = {
    request: { query: source, variables, operationName: operationName ?? undefined },
    document,
    operation,
    source,
    queryHash: documentHash,
    operationName,
    schema,
    context,
    logger: context.log,
    metrics: {},
  };
  return known as unknown as GatewayGraphQLRequestContext;
}

function dataSource(client: SubgraphClient | undefined, name: string): GraphQLDataSource<GatewayContext> {
  if (!client) throw new Error(`The supergraph names ${name}, but there is no way to it.`);
  return {
    async process(options) {
      const { request } = options;
      const incoming = options.context as GatewayContext;
      incoming.subgraphCalls += 1;
      const call = {
        kind: 'incomingRequestContext' in options ? options.incomingRequestContext.operation.operation : 'query',
        query: request.query ?? '',
        variables: request.variables ?? {},
        operationName: request.operationName ?? null,
      } as const;
      const way = incoming.explanation?.timedClient(client) ?? client;
      return way.execute(call, callHeaders(incoming), incoming.signal);
    },
  };
}
