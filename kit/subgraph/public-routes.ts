import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { CodedError } from '../errors/errors';
import { httpStatusOf } from '../errors/http-status';
import { kitErrors } from '../errors/kit-errors';
import type { Log } from '../log/log';
import type { Scope } from '../scope/scope';
import type { CallHeaders, RunningSubgraph } from './running';

const scopes = new WeakMap<FastifyRequest, Scope>();

/** The scope of a request of a public route: its viewer is the one that the gateway signed. */
export function scopeOf(request: FastifyRequest): Scope {
  const scope = scopes.get(request);
  if (!scope) throw new Error('This is no request of a public route.');
  return scope;
}

/**
 * The routes by which clients reach a subgraph beside GraphQL, below `/<its name>/`. Like GraphQL they answer calls that
 * the gateway signed, and refuse with a code.
 */
export function usePublicRoutes(app: FastifyInstance, subgraph: RunningSubgraph): void {
  const { name, definition, resources } = subgraph;
  const { publicRoutes } = definition;
  if (!publicRoutes) return;
  void app.register(
    (routes, _options, done) => {
      useCodedErrors(routes, resources.log);
      routes.addHook('onRequest', async (request) => {
        const headers = request.headers as CallHeaders;
        const viewer = await subgraph.viewerOf(headers);
        if (!viewer) throw kitErrors.UNSIGNED_CALL();
        scopes.set(request, subgraph.scope(viewer, headers));
      });
      publicRoutes(routes, subgraph);
      done();
    },
    { prefix: `/${name}` },
  );
}

/** The public routes for a gateway in the same process, which hands over its requests; null where there are none. */
export async function openPublicRoutes(subgraph: RunningSubgraph): Promise<FastifyInstance | null> {
  if (!subgraph.definition.publicRoutes) return null;
  const app = Fastify({ logger: false, bodyLimit: subgraph.resources.config.MAX_BODY_BYTES });
  useCodedErrors(app, subgraph.resources.log);
  usePublicRoutes(app, subgraph);
  await app.ready();
  return app;
}

/** The same shape as the gateway's own refusals. */
function useCodedErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode = 500 } = error;
    if (error instanceof CodedError)
      return reply.code(httpStatusOf(error.code) ?? 400).send(shown(error.message, error.extensions));
    if (statusCode < 500) return reply.code(statusCode).send(shown(error.message, { code: 'BAD_INPUT' }));
    const requestId = request.headers['x-request-id'];
    log.error({ error, requestId, url: request.routeOptions.url }, 'unexpected error');
    const masked = kitErrors.INTERNAL_ERROR({ requestId });
    return reply.code(500).send(shown(masked.message, masked.extensions));
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(shown('There is nothing here.', { code: 'NOT_FOUND' })),
  );
}

function shown(message: string, extensions: object): object {
  return { errors: [{ message, extensions }] };
}
