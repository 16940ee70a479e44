import {
  GRAPHQL_TRANSPORT_WS_PROTOCOL,
  MessageType,
  parseMessage,
  stringifyMessage,
  type Message,
  type SubscribePayload,
} from 'graphql-ws';
import { WebSocket, type RawData } from 'ws';
import type { Timers } from '../../kit/scope/timers';

export interface SocketOptions {
  readonly url: string;
  /** Bytes of one message at most. */
  readonly maxBytes: number;
  /** Milliseconds until it is connected and acknowledged. */
  readonly timeout: number;
  /** Milliseconds between two looks whether the peer lives: one that said nothing since the last one is dead. */
  readonly heartbeat: number;
  readonly timers: Timers;
}

/** What an operation hears: payloads of results, then that it is completed, or that the socket is gone. */
export interface OperationListener {
  next(payload: unknown): void;
  completed(): void;
  lost(): void;
}

/**
 * One connection that speaks graphql-transport-ws, for any number of operations. graphql-ws has a client too, but that
 * sends a lost operation again as it was, where ours needs a fresh viewer; the messages are graphql-ws's own.
 */
export class GraphqlSocket {
  /** Rejects where there is no connection in time. */
  readonly opened: Promise<void>;
  isClosed = false;
  private readonly socket: WebSocket;
  private readonly listeners = new Map<string, OperationListener>();
  private acknowledge: () => void = () => undefined;
  private isHeard = true;
  private lastId = 0;
  private stopTimer: () => void;

  constructor(
    private readonly options: SocketOptions,
    connectionParams: Readonly<Record<string, unknown>>,
  ) {
    const { url, maxBytes, timeout, timers } = options;
    this.socket = new WebSocket(url, GRAPHQL_TRANSPORT_WS_PROTOCOL, { perMessageDeflate: false, maxPayload: maxBytes });
    this.stopTimer = timers.after(timeout, () => this.socket.terminate());
    this.socket.on('open', () => this.send({ type: MessageType.ConnectionInit, payload: connectionParams }));
    this.socket.on('message', (data) => this.receive(data));
    this.socket.on('pong', () => void (this.isHeard = true));
    this.opened = new Promise((resolve, reject) => {
      this.acknowledge = resolve;
      this.socket.on('error', reject);
      this.socket.on('close', (code) => {
        reject(new Error(`closed with ${code}`));
        this.closed();
      });
    });
    this.opened.catch(() => undefined);
  }

  /** Begins an operation; the function it returns ends it. */
  run(payload: SubscribePayload, listener: OperationListener): () => void {
    const id = String((this.lastId += 1));
    this.listeners.set(id, listener);
    this.send({ type: MessageType.Subscribe, id, payload });
    return () => {
      if (this.listeners.delete(id)) this.send({ type: MessageType.Complete, id });
    };
  }

  close(): void {
    this.socket.terminate();
  }

  private receive(data: RawData): void {
    this.isHeard = true;
    try {
      this.take(parseMessage((data as Buffer).toString()));
    } catch {
      this.socket.terminate();
    }
  }

  /** @throws where the message is not for clients. */
  private take(message: Message): void {
    switch (message.type) {
      case MessageType.ConnectionAck:
        return this.begin();
      case MessageType.Ping:
        return this.send({ type: MessageType.Pong });
      case MessageType.Pong:
        return;
      case MessageType.Next:
        return this.listeners.get(message.id)?.next(message.payload);
      case MessageType.Error:
        this.listeners.get(message.id)?.next({ errors: message.payload });
        return this.complete(message.id);
      case MessageType.Complete:
        return this.complete(message.id);
      default:
        throw new Error(`${message.type} is not for clients`);
    }
  }

  private complete(id: string): void {
    const listener = this.listeners.get(id);
    this.listeners.delete(id);
    listener?.completed();
  }

  private begin(): void {
    this.stopTimer();
    this.watch();
    this.acknowledge();
  }

  private watch(): void {
    this.stopTimer = this.options.timers.after(this.options.heartbeat, () => {
      if (!this.isHeard) return this.socket.terminate();
      this.isHeard = false;
      this.socket.ping();
      this.watch();
    });
  }

  private closed(): void {
    this.isClosed = true;
    this.stopTimer();
    const lost = [...this.listeners.values()];
    this.listeners.clear();
    for (const listener of lost) listener.lost();
  }

  private send(message: Message): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(stringifyMessage(message));
  }
}
