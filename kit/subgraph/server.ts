import Fastify, { type FastifyInstance } from 'fastify';
import { parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { kitErrors } from '../errors/kit-errors';
import type { Viewer } from '../identity/viewer';
import { viewerHeader } from '../identity/signed-viewer';
import type { GraphQLRequest } from '../graphql/execute';
import { subgraphMetrics } from '../metrics/subgraph-metrics';
import { useMetrics } from '../metrics/use-metrics';
import { usePublicRoutes } from './public-routes';
import type { CallHeaders, RunningSubgraph } from './running';

const requestShape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** graphql-ws only asks of which kind an operation is; the subgraph reads the real one itself. */
const anySubscription = parse('subscription { any }');

interface Caller {
  readonly viewer: Viewer;
  readonly headers: CallHeaders;
}

/** A subgraph over HTTP and graphql-ws, for the gateway only. */
export function serveSubgraph(subgraph: RunningSubgraph): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: subgraph.resources.config.MAX_BODY_BYTES * 8 });
  app.post('/graphql', async (request, reply) => {
    const body = requestShape.safeParse(request.body);
    if (!body.success)
      return reply
        .code(400)
        .send({ errors: [{ message: 'Not a GraphQL request.', extensions: { code: 'BAD_INPUT' } }] });
    return subgraph.execute(body.data, request.headers);
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const isReady = await subgraph.isReady();
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
  });
  useMetrics(app, subgraphMetrics(subgraph), subgraph.resources.config);
  subgraph.definition.routes?.(app, subgraph.resources);
  usePublicRoutes(app, subgraph);
  serveSubscriptions(app, subgraph);
  return app;
}

/**
 * Who connects says who they are, and so may each operation, in `extensions.headers`: the gateway brings the operations of
 * many viewers over one socket.
 */
function serveSubscriptions(app: FastifyInstance, subgraph: RunningSubgraph): void {
  const sockets = new WebSocketServer({ server: app.server, path: '/graphql', maxPayload: 1_000_000 });
  const server = useServer<Record<string, unknown>, { caller?: Caller }>(
    {
      schema: subgraph.schema,
      onConnect: async (context) => {
        const caller = await callerOf(subgraph, context.connectionParams ?? {});
        if (caller) context.extra.caller = caller;
        return caller !== undefined;
      },
      onSubscribe: async (context, _id, payload) => {
        const own = payload.extensions?.['headers'];
        const caller = own === undefined ? context.extra.caller : await callerOf(subgraph, own);
        if (!caller) return [kitErrors.UNSIGNED_CALL()];
        const started: Started = { request: payload, caller };
        return { schema: subgraph.schema, document: anySubscription, contextValue: started };
      },
      // Errors are masked and plain already; graphql-ws would take them for GraphQLError.
      onNext: (_context, _id, _payload, _args, result) => result,
      execute: ({ contextValue }) => start(subgraph, contextValue as Started),
      subscribe: ({ contextValue }) => start(subgraph, contextValue as Started),
    },
    sockets,
  );
  app.addHook('preClose', async () => {
    await server.dispose();
  });
}

async function callerOf(subgraph: RunningSubgraph, headers: CallHeaders | null): Promise<Caller | undefined> {
  const viewer = await subgraph.viewerOf({ [viewerHeader]: headers?.[viewerHeader] });
  return viewer && headers ? { viewer, headers } : undefined;
}

interface Started {
  readonly request: GraphQLRequest;
  readonly caller: Caller;
}

function start(subgraph: RunningSubgraph, { request, caller }: Started): never {
  return subgraph.subscribe(request, caller.viewer, caller.headers) as never;
}
