import { setTimeout as pause } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { newId } from '../engine/new-id';
import { resources } from '../resources';
import { Api, type ApiParts } from './answer';
import { ApiError } from './errors';
import type { Fault, Faults } from './faults';
import { KeysInUse } from './idempotency';
import type { Operation } from './resource';

/** One request as it was answered. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | null;
  readonly status: number;
  /** The answer is the one that the same key got before. */
  readonly isReplay: boolean;
}

interface ServerParts extends Omit<ApiParts, 'resources'> {
  readonly faults: Faults;
  readonly onAnswer: (request: LoggedRequest) => void;
}

/** The HTTP side of the API: a route for each operation of the table. */
export function openServer({ engine, keys, faults, onAnswer }: ServerParts): FastifyInstance {
  const app = Fastify({ logger: false, forceCloseConnections: true, bodyLimit: 1_000_000 });
  const api = new Api({ engine, keys, resources: new Map(resources.map((resource) => [resource.object, resource])) });
  const inUse = new KeysInUse();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  app.setNotFoundHandler((request, reply) => refuse(reply, unknownRoute(request)));
  app.setErrorHandler((error: Error, _request, reply) => refuse(reply, refusalOf(error)));

  const handle = async (request: FastifyRequest, reply: FastifyReply, operation: Operation): Promise<FastifyReply> => {
    const fault = faults.next(request.method, request.url);
    if (fault?.how === 'before') throw ordered(fault);
    const { method, url: path } = request;
    const idempotencyKey = keyOf(request);
    if (idempotencyKey) inUse.enter(idempotencyKey);
    try {
      const { status, headers, body } = api.answer(request, operation);
      if (fault?.how === 'slow') await pause(fault.milliseconds ?? 1_000);
      onAnswer({ method, path, idempotencyKey, status, isReplay: 'idempotent-replayed' in headers });
      if (fault?.how === 'after') return cutOff(request, reply);
      return reply.code(status).headers(headers).type('application/json').send(body);
    } finally {
      if (idempotencyKey) inUse.leave(idempotencyKey);
    }
  };

  for (const operation of resources.flatMap(({ operations }) => operations))
    app.route({
      method: operation.method,
      url: `/v1${operation.path}`,
      handler: (request, reply) => handle(request, reply, operation),
    });
  return app;
}

function keyOf({ method, headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  return method === 'POST' && typeof key === 'string' && key !== '' ? key : null;
}

function unknownRoute({ method, url }: FastifyRequest): ApiError {
  const [path = ''] = url.split('?');
  return new ApiError(
    404,
    `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  );
}

function refusalOf(error: Error & { readonly statusCode?: number }): ApiError {
  if (error instanceof ApiError) return error;
  const { statusCode = 500, message } = error;
  return statusCode < 500
    ? new ApiError(statusCode, message)
    : new ApiError(500, `The emulator failed: ${message}`, { type: 'api_error' });
}

function refuse(reply: FastifyReply, error: ApiError): FastifyReply {
  const requestId = newId('req', 14);
  return reply.code(error.status).header('request-id', requestId).send(error.envelope(requestId));
}

function ordered({ status = 500 }: Fault): ApiError {
  return new ApiError(status, 'The emulator was told to fail.', { type: 'api_error' });
}

/** What was asked for has happened, and whoever asked does not hear of it. */
function cutOff(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}
