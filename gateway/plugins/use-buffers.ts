import type { FastifyInstance } from 'fastify';

/** Characters from which on bytes are worth their own allocation. */
const large = 4_096;

/**
 * Large responses leave as bytes. Node joins a string with the response's head and flattens, measures and encodes it
 * again; for a page of 90 KB that is most of what writing it costs.
 */
export function useBuffers(app: FastifyInstance): void {
  app.addHook('onSend', (_request, _reply, payload, done) => {
    done(null, typeof payload === 'string' && payload.length > large ? Buffer.from(payload) : payload);
  });
}
