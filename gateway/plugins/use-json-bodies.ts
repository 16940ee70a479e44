import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../kit/config/config';
import { gatewayErrors } from '../gateway.errors';
import { jsonSizeProblem } from '../limits/json-size';

/** An operation lies in its request, and its variables in that. */
const envelope = 2;
/** Bytes; names in GraphQL are far shorter. */
const longestKey = 256;

/**
 * Bodies are JSON as it stands: UTF-8, not packed, not larger inside than outside. What is not is refused before it is
 * parsed; so are keys that would become prototypes.
 */
export function useJsonBodies(app: FastifyInstance, config: Pick<Config, 'MAX_JSON_VALUES' | 'MAX_DEPTH'>): void {
  const limits = { values: config.MAX_JSON_VALUES, depth: config.MAX_DEPTH + envelope, key: longestKey };
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addHook('onRequest', async (request, reply) => {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding === 'identity') return;
    // The rest of the body is of no interest any more.
    void reply.header('connection', 'close');
    throw gatewayErrors.BAD_REQUEST();
  });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const problem = isUtf8(body) ? jsonSizeProblem(body, limits) : gatewayErrors.BAD_REQUEST();
    if (problem) done(problem);
    else void parse(request, body.toString('utf8'), done);
  });
}
