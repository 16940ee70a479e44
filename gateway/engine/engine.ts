import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
} from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context';
import type { SubgraphClients } from '../subgraph-client/subgraph-client';

export type EngineRequest = GatewayGraphQLRequestContext<GatewayContext>;

/** Turns one client operation into subgraph calls and their answers into one result. */
export interface Engine {
  readonly name: string;
  /** The graph that clients see. */
  readonly schema: GraphQLSchema;
  execute(request: EngineRequest): Promise<GatewayExecutionResult>;
  stop(): Promise<void>;
}

export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly clients: SubgraphClients;
}

export type OpenEngine = (options: EngineOptions) => Promise<Engine>;

/** An engine as Apollo Server wants it. */
export function asApolloGateway(engine: Engine, supergraphSdl: string): GatewayInterface {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: engine.schema, coreSupergraphSdl: supergraphSdl });
      return () => undefined;
    },
    load: () => Promise.resolve({ executor: (request) => engine.execute(request as EngineRequest) }),
    stop: () => engine.stop(),
  };
}
