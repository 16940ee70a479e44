import type { FastifyInstance } from 'fastify';
import type { Identity } from '../identity/identity';

/** Publishes the keys that verify our access tokens (RFC 7517). */
export function useKeySet(app: FastifyInstance, identity: Identity): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    return reply.header('cache-control', 'public, max-age=60').send(await identity.publicKeys());
  });
}
