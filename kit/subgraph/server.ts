import Fastify, { type FastifyInstance } from 'fastify';
import { parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Viewer } from '../identity/viewer';
import { viewerHeader } from '../identity/signed-viewer';
import type { GraphQLRequest } from '../graphql/execute';
import type { CallHeaders, RunningSubgraph } from './running';

const requestShape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** graphql-ws only asks of which kind an operation is; the subgraph reads the real one itself. */
const anySubscription = parse('subscription { any }');

interface Connected {
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
  subgraph.definition.routes?.(app, subgraph.resources);
  serveSubscriptions(app, subgraph);
  return app;
}

function serveSubscriptions(app: FastifyInstance, subgraph: RunningSubgraph): void {
  const sockets = new WebSocketServer({ server: app.server, path: '/graphql', maxPayload: 1_000_000 });
  const server = useServer<Record<string, unknown>, { connected?: Connected }>(
    {
      schema: subgraph.schema,
      onConnect: async (context) => {
        const headers = (context.connectionParams ?? {}) as CallHeaders;
        const viewer = await subgraph.viewerOf({ [viewerHeader]: headers[viewerHeader] });
        if (viewer) context.extra.connected = { viewer, headers };
        return viewer !== null;
      },
      onSubscribe: (context, _id, payload) => ({
        schema: subgraph.schema,
        document: anySubscription,
        contextValue: { request: payload as GraphQLRequest, connected: context.extra.connected },
      }),
      execute: ({ contextValue }) => start(subgraph, contextValue as Started),
      subscribe: ({ contextValue }) => start(subgraph, contextValue as Started),
    },
    sockets,
  );
  app.addHook('preClose', async () => {
    await server.dispose();
  });
}

interface Started {
  readonly request: GraphQLRequest;
  readonly connected: Connected;
}

function start(subgraph: RunningSubgraph, { request, connected }: Started): never {
  return subgraph.subscribe(request, connected.viewer, connected.headers) as never;
}
