import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../kit/config/config';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { ViewerSeal } from '../../kit/identity/signed-viewer';
import type { CallHeaders } from '../../kit/subgraph/running';
import type { Identity } from '../identity/identity';
import { admitted } from '../limits/rates/admitted';
import { hasBody } from '../limits/read-deadline';
import type { Rates } from '../limits/rates/rates';
import { callHeaders, type PublicRoutes } from '../subgraph-client/subgraph-client';
import type { SubgraphDirectory } from '../supergraph/subgraph-directory';
import { forwardedHeaders, returnedHeaders } from './forwarded-headers';
import { isPublicPath } from './public-path';

interface PublicRoutesOptions {
  readonly config: Pick<Config, 'STREAM_IDLE_TIMEOUT'>;
  readonly subgraphs: Pick<SubgraphDirectory, 'get'>;
  readonly identity: Identity;
  readonly rates: Rates;
  readonly seal: ViewerSeal;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** What pages may read of responses: of resumable uploads (tus), ranges, limits. */
const exposedHeaders = [
  'Location',
  'Upload-Offset',
  'Upload-Length',
  'Upload-Expires',
  'Upload-Concat',
  'Tus-Resumable',
  'Tus-Version',
  'Tus-Extension',
  'Tus-Max-Size',
  'Tus-Checksum-Algorithm',
  'ETag',
  'Accept-Ranges',
  'Content-Range',
  'Content-Disposition',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
];
// A preflight is answered here, any other OPTIONS by the subgraph.
const cors = { methods, exposedHeaders, strictPreflight: false, preflightContinue: true };
const streamed = { isStreamed: true, cors };
/** Pages of other sites may show what they may read; what is shown runs nothing. A subgraph may say otherwise. */
const shownAnywhere = {
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'; sandbox",
};

/** Hands requests below `/<subgraph>/` to that subgraph's public routes, with who asks; bodies stream both ways. */
export async function usePublicRoutes(app: FastifyInstance, options: PublicRoutesOptions): Promise<void> {
  const { config, subgraphs } = options;
  const { STREAM_IDLE_TIMEOUT: idle } = config;
  await app.register(async (routes) => {
    // As many as clients have: an upload takes hours, and whoever watches live waits for the next part all the time.
    const undici = { connections: null, headersTimeout: idle, bodyTimeout: idle };
    await routes.register(replyFrom, { undici, destroyAgent: true, disableCache: true, disableRequestLogging: true });
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', (_request, body, done) => done(null, body));
    routes.addHook('onSend', (request, reply, _payload, done) => {
      // What is refused before it has come is not read to its end.
      if (reply.statusCode >= 400 && hasBody(request) && !request.raw.complete)
        void reply.header('connection', 'close');
      done();
    });
    routes.route<{ Params: { subgraph: string } }>({
      method: methods,
      url: '/:subgraph/*',
      config: streamed,
      handler: async (request, reply) => {
        const { subgraph } = request.params;
        const place = isPublicPath(request.raw.url ?? '', subgraph) && subgraphs.get(subgraph)?.publicRoutes;
        if (!place) return notFound(reply);
        if (isPreflight(request)) return reply.code(204).send();
        const call = await callFor(request, reply, options);
        void reply.headers(shownAnywhere);
        return 'origin' in place ? forward(place, request, reply, call) : handOver(place, request, reply, call);
      },
    });
  });
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** @throws RATE_LIMITED, INVALID_TOKEN, INVALID_API_KEY */
async function callFor(
  request: FastifyRequest,
  reply: FastifyReply,
  { identity, rates, seal }: PublicRoutesOptions,
): Promise<CallHeaders> {
  const { viewer } = await admitted(request, reply, { identity, rates });
  return callHeaders({
    signedViewer: await seal.sign(viewer),
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
  });
}

/** Over HTTP: one try, whatever the method, and no answer is UNAVAILABLE. */
function forward(
  { origin }: Extract<PublicRoutes, { origin: string }>,
  request: FastifyRequest,
  reply: FastifyReply,
  call: CallHeaders,
): FastifyReply {
  return reply.from(origin + request.raw.url!.split('?', 1)[0]!, {
    rewriteRequestHeaders: (_request, headers) => forwardedHeaders(headers, call),
    rewriteHeaders: (headers) => returnedHeaders(headers),
    retryDelay: () => null,
    onError: (failed) => void failed.send(kitErrors.UNAVAILABLE()),
  });
}

/** In this process: the subgraph reads the request and writes the response itself. */
async function handOver(
  { handler }: Extract<PublicRoutes, { handler: unknown }>,
  request: FastifyRequest,
  reply: FastifyReply,
  call: CallHeaders,
): Promise<FastifyReply> {
  const routes = await handler();
  if (!routes) return notFound(reply);
  const { raw } = request;
  const encoding = raw.headers['transfer-encoding'];
  // Without it a body of unknown length would count as none.
  raw.headers = { ...forwardedHeaders(raw.headers, call), ...(encoding ? { 'transfer-encoding': encoding } : {}) };
  void reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  routes.routing(raw, reply.raw);
  return reply;
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}
