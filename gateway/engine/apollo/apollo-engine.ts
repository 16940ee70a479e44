import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../../context';
import { callHeaders, type SubgraphClient } from '../../subgraph-client/subgraph-client';
import type { EngineRequest, OpenEngine } from '../engine';
import { withoutSecuritySpecs } from './without-security';

/** @apollo/gateway behind our interface, with our own way to the subgraphs instead of its fetcher. */
export const openApolloEngine: OpenEngine = async ({ supergraphSdl, clients }) => {
  const gateway = new ApolloGateway({
    supergraphSdl: withoutSecuritySpecs(supergraphSdl),
    buildService: ({ name }) => dataSource(clients.get(name), name),
  });
  const loaded: { schema?: GraphQLSchema } = {};
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (loaded.schema = apiSchema));
  await gateway.load();
  if (!loaded.schema) throw new Error('The supergraph gave no schema.');
  return {
    name: 'apollo',
    schema: loaded.schema,
    execute: (request: EngineRequest) => gateway.executor(request),
    stop: () => gateway.stop(),
  };
};

function dataSource(client: SubgraphClient | undefined, name: string): GraphQLDataSource<GatewayContext> {
  if (!client) throw new Error(`The supergraph names ${name}, but there is no way to it.`);
  return {
    async process({ request, context }) {
      const incoming = context as GatewayContext;
      incoming.subgraphCalls += 1;
      const call = {
        query: request.query ?? '',
        variables: request.variables ?? {},
        operationName: request.operationName ?? null,
      };
      return client.execute(call, callHeaders(incoming));
    },
  };
}
