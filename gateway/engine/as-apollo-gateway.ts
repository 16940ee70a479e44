import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
} from '@apollo/server-gateway-interface';
import type { GatewayContext } from '../context';
import type { LiveSupergraph } from '../supergraph/live-supergraph';
import type { Engine, EngineRequest } from './engine';

/**
 * The engines of a supergraph as Apollo Server wants them. It takes a schema once per request, with the documents that
 * were checked against it, and hands both over: the request runs on that schema's engine, whichever is current by then.
 */
export function asApolloGateway(live: LiveSupergraph): GatewayInterface {
  return {
    onSchemaLoadOrUpdate(callback) {
      const tell = (engine: Engine, supergraphSdl: string): void =>
        callback({ apiSchema: engine.schema, coreSupergraphSdl: supergraphSdl });
      tell(live.engine, live.supergraphSdl);
      return live.onSwitch(tell);
    },
    load: () =>
      Promise.resolve({
        executor: (request) =>
          live.engineOf(request.schema).execute(engineRequest(request)) as Promise<GatewayExecutionResult>,
      }),
    stop: () => live.close(),
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
