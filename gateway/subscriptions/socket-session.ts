import {
  CloseCode,
  GRAPHQL_TRANSPORT_WS_PROTOCOL,
  MessageType,
  validateMessage,
  type Message,
  type SubscribeMessage,
} from 'graphql-ws';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { CodedError } from '../../kit/errors/errors';
import { UsersUnreachable } from '../identity/identity';
import type { SubscriptionEnd } from '../metrics/subscription-metrics';
import { clientIn } from '../usage/client-name';
import { credentialsIn } from './access';
import type { Connection } from './connections';
import { holderOf, LiveClient } from './live-client';
import type { LiveServices } from './live-services';
import { Outlet } from './outlet';
import { messageFrame, socketFrames } from './socket-frames';

/** Close codes of RFC 6455 that graphql-ws clients answer by connecting again. */
const goingAway = 1001;
const tryAgainLater = 1013;
/** Bytes of the reason in a close frame (RFC 6455, 5.5). */
const longestReason = 123;
/** Longer ids serve nobody, and each is sent back with every event. */
const longestId = 200;

interface SessionOptions {
  readonly ws: WebSocket;
  /** The stream below, which tells when it has been read. */
  readonly stream: Duplex;
  readonly services: LiveServices;
  readonly address: string;
  readonly userAgent: string;
}

/** One client that speaks graphql-transport-ws: the protocol, its timeouts and heartbeats. */
export class SocketSession implements Connection {
  private readonly outlet: Outlet;
  private client: LiveClient | null = null;
  private hasBegun = false;
  private isRefreshing = false;
  private isAlive = true;
  /** Under whom its place counts; null where there was none left. */
  private holder: string | null;
  /** What is asked for, until it is known whether it may begin. */
  private readonly asked = new Map<string, SubscribeMessage>();
  private cancelTimer: () => void;

  /** Serves a socket until it closes. */
  static open(options: SessionOptions): void {
    options.services.connections.add(new SocketSession(options));
  }

  private constructor(private readonly options: SessionOptions) {
    const { ws, stream, services, address } = options;
    this.holder = address;
    this.outlet = new Outlet({
      get buffered() {
        return ws.bufferedAmount;
      },
      write: (frame) => ws.readyState === ws.OPEN && ws.send(frame, { binary: false }),
      cork: () => stream.cork(),
      uncork: () => stream.uncork(),
      destroy: () => ws.terminate(),
    });
    ws.on('message', (data, isBinary) => this.receive(data, isBinary));
    // Answered here and not by ws, so that a flood of pings cannot fill the memory with pongs.
    ws.on('ping', (data) => {
      this.isAlive = true;
      if (this.outlet.hasRoom) ws.pong(data);
    });
    ws.on('pong', () => (this.isAlive = true));
    ws.on('error', () => ws.terminate());
    ws.once('close', () => this.closed());
    stream.on('drain', () => this.outlet.flush());
    this.cancelTimer = services.timers.after(services.config.LIVE_INIT_TIMEOUT, () =>
      this.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'),
    );
    if (ws.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL)
      this.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
  }

  goAway(): void {
    this.close(goingAway, 'Going away', 'shutdown');
  }

  destroy(): void {
    this.options.ws.terminate();
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.options.ws.readyState !== this.options.ws.OPEN) return;
    this.isAlive = true;
    const message = isBinary ? null : messageOf(data);
    if (!message) return this.close(CloseCode.BadRequest, 'Invalid message received');
    switch (message.type) {
      case MessageType.ConnectionInit:
        return this.begin(message.payload ?? {});
      case MessageType.Ping:
        return this.ping(message.payload);
      case MessageType.Pong:
        return;
      case MessageType.Subscribe:
        if (!this.client) return this.close(CloseCode.Unauthorized, 'Unauthorized');
        if (message.id.length > longestId) return this.close(CloseCode.BadRequest, 'Invalid message received');
        if (this.client.has(message.id) || this.asked.has(message.id))
          return this.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${message.id} already exists`);
        return void this.start(this.client, message).catch((error: unknown) => this.refuse(error));
      case MessageType.Complete:
        this.asked.delete(message.id);
        return this.client?.stop(message.id);
      default:
        return this.close(CloseCode.BadRequest, 'Invalid message received');
    }
  }

  private begin(params: object): void {
    if (this.hasBegun) return this.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
    this.hasBegun = true;
    void this.admit(params).catch((error: unknown) => this.refuse(error));
  }

  private async admit(params: object): Promise<void> {
    const { ws, services, address, userAgent } = this.options;
    const access = await services.access.read(credentialsIn(params, address));
    if (ws.readyState !== ws.OPEN || !this.holdAs(holderOf(access, address))) return;
    this.client = new LiveClient({
      services,
      protocol: 'graphql-ws',
      outlet: this.outlet,
      framesOf: socketFrames,
      access,
      address,
      userAgent,
      client: clientIn(params),
      onTooSlow: () => this.close(CloseCode.TooManyInitialisationRequests, 'Too slow', 'slow'),
    });
    this.outlet.answer(messageFrame({ type: MessageType.ConnectionAck }));
    this.cancelTimer();
    this.beat();
  }

  /** Begins an operation, which is a request like any other. */
  private async start(client: LiveClient, message: SubscribeMessage): Promise<void> {
    const { ws, services, address } = this.options;
    const { id, payload } = message;
    this.asked.set(id, message);
    const { refusal } = await services.rates.admit(client.standing.access, address);
    // The client may have changed its mind meanwhile, or be gone.
    if (this.asked.get(id) !== message) return;
    this.asked.delete(id);
    if (ws.readyState !== ws.OPEN) return;
    if (refusal) client.refuse(id, [refusal]);
    else client.start(id, payload);
  }

  /** An address gave the connection its place; a user who is known now needs one of their own. */
  private holdAs(holder: string): boolean {
    const { places } = this.options.services;
    if (holder === this.holder) return true;
    if (this.holder !== null) places.giveBack(this.holder);
    this.holder = places.take(holder) === null ? holder : null;
    if (this.holder !== null) return true;
    this.close(CloseCode.TooManyInitialisationRequests, 'Too many connections');
    return false;
  }

  /** 4403 where other credentials of the same user will do, which graphql-ws clients try; 4401 where they will not. */
  private refuse(error: unknown): void {
    if (error instanceof UsersUnreachable) return this.close(tryAgainLater, 'UNAVAILABLE');
    if (!(error instanceof CodedError)) {
      this.options.services.log.error({ error }, 'a connection could not go on');
      return this.close(CloseCode.InternalServerError, 'INTERNAL_ERROR');
    }
    if (error.code === 'RATE_LIMITED') return this.close(tryAgainLater, error.code);
    const isOutdated = error.code === 'VIEWER_CHANGED' || error.facts['isExpired'] === true;
    this.close(isOutdated ? CloseCode.Forbidden : CloseCode.Unauthorized, error.code);
  }

  /** The payload of a ping is free in the protocol: with credentials in it, it refreshes those of the connection. */
  private ping(payload: Record<string, unknown> | undefined): void {
    const { authorization, apiKey } = credentialsIn(payload ?? {}, '');
    if (!this.client || (!authorization && !apiKey))
      return this.outlet.answer(messageFrame({ type: MessageType.Pong, ...(payload ? { payload } : {}) }));
    void this.refresh(this.client, payload ?? {}).then((answer) =>
      this.outlet.answer(messageFrame({ type: MessageType.Pong, payload: answer })),
    );
  }

  private async refresh(client: LiveClient, payload: object): Promise<{ accepted: boolean; code?: string }> {
    if (this.isRefreshing) return { accepted: false, code: 'RATE_LIMITED' };
    this.isRefreshing = true;
    try {
      const access = await this.options.services.access.read(credentialsIn(payload, this.options.address));
      return client.standing.refresh(access) ? { accepted: true } : { accepted: false, code: 'ANOTHER_USER' };
    } catch (error) {
      return { accepted: false, code: error instanceof CodedError ? error.code : 'UNAVAILABLE' };
    } finally {
      this.isRefreshing = false;
    }
  }

  /** Whoever said nothing since the last beat, not even a pong, is gone. */
  private beat(): void {
    const { ws, services } = this.options;
    if (!this.isAlive) return ws.terminate();
    this.isAlive = false;
    ws.ping();
    this.cancelTimer = services.timers.after(services.config.LIVE_HEARTBEAT, () => this.beat());
  }

  private close(code: number, reason: string, end: SubscriptionEnd = 'client'): void {
    this.cancelTimer();
    this.client?.close(end);
    this.options.ws.close(code, Buffer.byteLength(reason) > longestReason ? '' : reason);
  }

  private closed(): void {
    const { connections, places } = this.options.services;
    this.cancelTimer();
    this.client?.close();
    connections.delete(this);
    if (this.holder !== null) places.giveBack(this.holder);
  }
}

function messageOf(data: RawData): Message | null {
  try {
    return validateMessage(JSON.parse((data as Buffer).toString()));
  } catch {
    return null;
  }
}
