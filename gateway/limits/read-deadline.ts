import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../kit/config/config';
import { refuseConnection } from './http-limits';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Bodies of this route are as long as they are: they must go on, not come to an end in time. */
    readonly isStreamed?: boolean;
  }
}

type Limits = Pick<Config, 'HTTP_READ_TIMEOUT' | 'STREAM_IDLE_TIMEOUT'>;

/** Ends connections on which a body does not arrive: Node's own deadline knows no difference between routes. */
export function useReadDeadline(app: FastifyInstance, config: Limits): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.isStreamed) mayNotPause(request, app, config.STREAM_IDLE_TIMEOUT);
    else if (hasBody(request)) mustArrive(request, config.HTTP_READ_TIMEOUT);
    done();
  });
}

export function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function mustArrive({ raw }: FastifyRequest, milliseconds: number): void {
  const timer = setTimeout(() => {
    if (!raw.complete) refuseConnection({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, raw.socket);
  }, milliseconds).unref();
  raw.once('end', () => clearTimeout(timer));
}

/** Node ends the connection; the next request on it has the server's timeout again. */
function mayNotPause({ raw }: FastifyRequest, { server }: FastifyInstance, milliseconds: number): void {
  raw.socket.setTimeout(milliseconds);
  raw.once('end', () => raw.socket.setTimeout(Math.max(server.timeout, milliseconds)));
}
