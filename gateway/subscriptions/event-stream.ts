import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { gatewayErrors } from '../gateway.errors';
import { admit } from '../limits/rates/admitted';
import { kitErrors } from '../../kit/errors/kit-errors';
import { clientIn } from '../usage/client-name';
import { credentialsIn } from './access';
import type { AskedOperation } from './asked-operation';
import type { Connection } from './connections';
import type { Frames } from './lane';
import { holderOf, LiveClient, type ClientOptions } from './live-client';
import { LiveEvent } from './live-event';
import type { LiveServices } from './live-services';
import { Outlet } from './outlet';
import { subscriptionErrors } from './subscriptions.errors';

const bodyShape = z
  .object({
    query: z.string().nullish(),
    documentId: z.string().nullish(),
    extensions: z.record(z.string(), z.unknown()).nullish(),
    operationName: z.string().nullish(),
    variables: z.record(z.string(), z.unknown()).nullish(),
  })
  .refine(({ query, documentId, extensions }) => (query ?? documentId ?? extensions ?? null) !== null);

/** With a field of data, because a browser's EventSource drops events without. */
const complete = Buffer.from('event: complete\ndata:\n\n');
const heartbeat = Buffer.from(':\n\n');
const streamFrames: Frames = {
  next: (event) => event.streamed,
  error: (errors) => Buffer.concat([new LiveEvent({ errors }).streamed, complete]),
  complete: () => complete,
};
/** A stream has one operation, and no need to name it. */
const only = '';

/** Whether a stream of events is what the client wants most. */
export function wantsEventStream({ headers }: FastifyRequest): boolean {
  return headers.accept?.split(/[,;]/, 1)[0]?.trim().toLowerCase() === 'text/event-stream';
}

/**
 * Answers by GraphQL over SSE, in the mode of distinct connections: one operation, `next` per result, `complete` at its
 * end. @throws BAD_REQUEST, RATE_LIMITED, UNAVAILABLE, TOO_MANY_SUBSCRIPTIONS and what is wrong with credentials, before
 * it begins
 */
export async function answerEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  services: LiveServices,
): Promise<void> {
  const { places, connections } = services;
  const body = bodyShape.safeParse(request.body);
  if (!body.success) throw gatewayErrors.BAD_REQUEST();
  const address = request.ip;
  const access = await services.access.read(credentialsIn(request.headers, address));
  admit(reply, await services.rates.admit(access, address));
  if (connections.isDraining) throw kitErrors.UNAVAILABLE();
  const response = reply.raw;
  if (response.closed) return void reply.hijack();
  const holder = holderOf(access, address);
  const limit = places.take(holder);
  if (limit) throw subscriptionErrors.TOO_MANY_SUBSCRIPTIONS({ limit, allowed: places.limits[limit] });
  response.once('close', () => places.giveBack(holder));
  reply.hijack();
  response.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  const userAgent = request.headers['user-agent'] ?? '';
  const client = clientIn(request.headers);
  const stream = new EventStream({ response, services, access, address, userAgent, client });
  stream.start(body.data);
}

interface StreamOptions extends Pick<ClientOptions, 'services' | 'access' | 'address' | 'userAgent' | 'client'> {
  readonly response: ServerResponse;
}

/** The response as a connection: its operation, its heartbeats and its end. */
class EventStream implements Connection {
  private readonly client: LiveClient;
  private hasMoved = true;
  private cancelBeat: () => void;

  constructor(private readonly options: StreamOptions) {
    const { response, services, ...caller } = options;
    const outlet = new Outlet({
      get buffered() {
        return response.writableLength;
      },
      write: (frame) => void response.write(frame),
      cork: () => response.cork(),
      uncork: () => response.uncork(),
      destroy: () => response.destroy(),
    });
    this.client = new LiveClient({
      ...caller,
      services,
      protocol: 'graphql-sse',
      outlet,
      framesOf: () => streamFrames,
      onEnd: () => response.end(),
      onTooSlow: () => this.client.fail(only, subscriptionErrors.TOO_SLOW(), 'slow'),
    });
    services.connections.add(this);
    response.on('drain', () => {
      this.hasMoved = true;
      outlet.flush();
    });
    response.on('error', () => response.destroy());
    response.once('close', () => this.closed());
    this.cancelBeat = this.beatLater();
  }

  start(asked: AskedOperation): void {
    this.client.start(only, asked);
  }

  /** Without `complete`, by which clients know to come again. */
  goAway(): void {
    this.client.close('shutdown');
    this.options.response.end();
  }

  destroy(): void {
    this.options.response.destroy();
  }

  private closed(): void {
    this.cancelBeat();
    this.client.close();
    this.options.services.connections.delete(this);
  }

  /** Who has read nothing since the last beat, although there was something to read, is gone. */
  private beat(): void {
    const { response } = this.options;
    if (response.writableLength === 0) response.write(heartbeat);
    else if (!this.hasMoved) return void response.destroy();
    this.hasMoved = response.writableLength === 0;
    this.cancelBeat = this.beatLater();
  }

  private beatLater(): () => void {
    const { timers, config } = this.options.services;
    return timers.after(config.LIVE_HEARTBEAT, () => this.beat());
  }
}
