import type { FastifyInstance } from 'fastify';
import { kitErrors } from '../errors/kit-errors';
import type { Resources } from '../scope/scope';
import { isObjectKey } from './object-key';
import { sendObject } from './send-object';
import { SignedUrls, type SignedQuery } from './signed-urls';

/**
 * Registers `/<subgraph>/objects/…` among a subgraph's public routes: what the signed URLs of a folder lead to. A URL that
 * is over, changed, or of nothing is NOT_FOUND.
 */
export function serveObjects(routes: FastifyInstance, resources: Resources): void {
  const { objects, secrets, clock, config, subgraph } = resources;
  const urls = new SignedUrls({ secrets, clock, publicUrl: config.PUBLIC_URL });
  routes.route<{ Params: { '*': string }; Querystring: SignedQuery }>({
    method: ['GET', 'HEAD'],
    url: '/objects/*',
    handler: (request, reply) => {
      const key = `${subgraph}/${request.params['*']}`;
      const grant = isObjectKey(key) && urls.verify(key, request.query);
      if (!grant) throw kitErrors.NOT_FOUND({ thing: 'object' });
      const { disposition } = grant;
      return sendObject(request, reply, objects, key, disposition ? { contentDisposition: disposition } : {});
    },
  });
}
