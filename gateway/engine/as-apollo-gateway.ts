import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
} from '@apollo/server-gateway-interface';
import type { GatewayContext } from '../context';
import type { Engine, EngineRequest } from './engine';

/** An engine as Apollo Server wants it. */
export function asApolloGateway(engine: Engine, supergraphSdl: string): GatewayInterface {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: engine.schema, coreSupergraphSdl: supergraphSdl });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: (request) => engine.execute(engineRequest(request)) as Promise<GatewayExecutionResult>,
      }),
    stop: () => engine.stop(),
  };
}

function engineRequest(incoming: GatewayGraphQLRequestContext): EngineRequest {
  const { document, operation, source, queryHash, operationName, request, context } = incoming;
  return {
    document,
    operation,
    source,
    documentHash: queryHash,
    operationName,
    variables: request.variables ?? {},
    context: context as GatewayContext,
  };
}
