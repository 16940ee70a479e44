import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Bodies of these routes are bytes, whatever they claim to be, until a signature over them was checked; larger ones are not read. */
export function takeRawBodies(routes: FastifyInstance, bodyLimit: number): void {
  routes.removeAllContentTypeParsers();
  routes.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, parsed) => parsed(null, body));
}

/** Empty where there was none. */
export const rawBodyOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
