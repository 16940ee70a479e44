import type { FastifyInstance } from 'fastify';

/** Liveness, and readiness: 503 until the databases are migrated and the supergraph is composed, and while shutting down. */
export function useHealth(app: FastifyInstance, isReady: () => Promise<boolean> | boolean): void {
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const ready = await isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
}
