import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions, FastifyReply } from 'fastify';
import type { Config } from '../../kit/config/config';
import type { CodedError } from '../../kit/errors/errors';
import { gatewayErrors } from '../gateway.errors';

type Limited = 'MAX_BODY_BYTES' | 'HTTP_READ_TIMEOUT' | 'REQUEST_TIMEOUT' | 'LIVE_HEARTBEAT';

/** How large requests may be and how slow clients, so that nobody holds a connection who does nothing with it. */
export function httpLimits(config: Pick<Config, Limited>): FastifyHttpOptions<Server> {
  const { HTTP_READ_TIMEOUT: readTimeout } = config;
  return {
    bodyLimit: config.MAX_BODY_BYTES,
    // Uploads take hours: when a body must have come is the deadline's business, see `useReadDeadline`.
    requestTimeout: 0,
    // Nothing moves, though each operation is answered and each stream has a heartbeat in half the time.
    connectionTimeout: 2 * Math.max(config.REQUEST_TIMEOUT, config.LIVE_HEARTBEAT),
    http: {
      headersTimeout: Math.ceil(readTimeout / 3),
      connectionsCheckingInterval: Math.ceil(readTimeout / 10),
    },
    clientErrorHandler: refuseConnection,
    frameworkErrors: (_error, _request, reply) => refuse(reply),
  };
}

function refuse(reply: FastifyReply): void {
  void reply.code(400).send(shown(gatewayErrors.BAD_REQUEST()));
}

/** What is no HTTP, or does not come to its end, is refused in GraphQL's own shape as well. */
export function refuseConnection(error: { readonly code: string }, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const { status, refusal } = refusalOf(error.code);
  const body = JSON.stringify(shown(refusal));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  // A client that does not close its end would hold the socket for ever.
  socket.destroySoon();
}

function shown({ message, extensions }: CodedError) {
  return { errors: [{ message, extensions }] };
}

function refusalOf(code: string) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, refusal: gatewayErrors.REQUEST_TIMEOUT() };
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, refusal: gatewayErrors.REQUEST_TOO_LARGE() };
  return { status: 400, refusal: gatewayErrors.BAD_REQUEST() };
}
