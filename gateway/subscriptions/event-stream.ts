import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { gatewayErrors } from '../gateway.errors';
import { kitErrors } from '../../kit/errors/kit-errors';
import { credentialsIn } from './access';
import type { Connection } from './connections';
import type { Frames } from './lane';
import { holderOf, LiveClient } from './live-client';
import { LiveEvent } from './live-event';
import type { LiveServices } from './live-services';
import { Outlet } from './outlet';
import { subscriptionErrors } from './subscriptions.errors';

const bodyShape = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

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
 * end. @throws BAD_REQUEST, UNAVAILABLE, TOO_MANY_SUBSCRIPTIONS and what is wrong with credentials, before it begins
 */
export async function answerEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  services: LiveServices,
): Promise<void> {
  const body = bodyShape.safeParse(request.body);
  if (!body.success) throw gatewayErrors.BAD_REQUEST();
  const address = request.ip;
  const access = await services.access.read(credentialsIn(request.headers, address));
  if (services.connections.isDraining) throw kitErrors.UNAVAILABLE();
  const holder = holderOf(access, address);
  const limit = services.places.take(holder);
  if (limit) throw subscriptionErrors.TOO_MANY_SUBSCRIPTIONS({ limit, allowed: services.places.limits[limit] });
  reply.hijack();
  const response = reply.raw;
  response.once('close', () => services.places.giveBack(holder));
  response.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  const userAgent = request.headers['user-agent'] ?? '';
  const stream = new EventStream(response, services);
  const client = new LiveClient({
    services,
    outlet: stream.outlet,
    framesOf: () => streamFrames,
    access,
    address,
    userAgent,
    onEnd: () => response.end(),
    onTooSlow: () => client.fail(only, subscriptionErrors.TOO_SLOW(), 'slow'),
  });
  response.once('close', () => client.close());
  client.start(only, body.data);
}

/** The response as a connection: its heartbeats and its end. */
class EventStream implements Connection {
  readonly outlet: Outlet;
  private cancelBeat: () => void;
  private hasMoved = true;

  constructor(
    private readonly response: ServerResponse,
    private readonly services: LiveServices,
  ) {
    this.outlet = new Outlet({
      get buffered() {
        return response.writableLength;
      },
      write: (frame) => void response.write(frame),
      destroy: () => response.destroy(),
    });
    services.connections.add(this);
    response.on('drain', () => {
      this.hasMoved = true;
      this.outlet.flush();
    });
    response.on('error', () => response.destroy());
    response.once('close', () => {
      this.cancelBeat();
      services.connections.delete(this);
    });
    this.cancelBeat = this.beatLater();
  }

  /** Without `complete`, by which clients know to come again. */
  goAway(): void {
    this.response.end();
  }

  destroy(): void {
    this.response.destroy();
  }

  /** Who has read nothing since the last beat, although there was something to read, is gone. */
  private beat(): void {
    const { response } = this;
    if (response.writableLength === 0) response.write(heartbeat);
    else if (!this.hasMoved) return void response.destroy();
    this.hasMoved = response.writableLength === 0;
    this.cancelBeat = this.beatLater();
  }

  private beatLater(): () => void {
    return this.services.timers.after(this.services.config.LIVE_HEARTBEAT, () => this.beat());
  }
}
