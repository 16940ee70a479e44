import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config';

/** What one process shows to Prometheus. */
export interface ShownMetrics {
  /** MIME type of the text. */
  readonly contentType: string;
  text(): Promise<string>;
}

/**
 * `GET /metrics` for Prometheus, to whoever sends METRICS_TOKEN. Without one it exists outside production only: an
 * address is no proof, since behind a proxy on this machine everybody comes from it.
 */
export function useMetrics(
  app: FastifyInstance,
  metrics: ShownMetrics,
  { METRICS_TOKEN: token, NODE_ENV: environment }: Pick<Config, 'METRICS_TOKEN' | 'NODE_ENV'>,
): void {
  if (token === undefined && environment === 'production') return;
  app.get('/metrics', async (request, reply) => {
    if (token !== undefined && !isSame(request.headers.authorization ?? '', `Bearer ${token}`))
      return reply.code(401).header('www-authenticate', 'Bearer').type('text/plain').send('METRICS_TOKEN is needed.\n');
    return reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.text());
  });
}

/** Compares without telling by the time it takes how much was right. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
