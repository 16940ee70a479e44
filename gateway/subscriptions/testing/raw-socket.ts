import { once } from 'node:events';
import { WebSocket, type RawData } from 'ws';
import { until } from '../../../kit/testing/until';

export interface Sent {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A socket that says what a test wants, right or wrong. */
export class RawSocket {
  readonly messages: Sent[] = [];
  closed: Closed | null = null;
  private constructor(readonly ws: WebSocket) {
    ws.on('message', (data: RawData) => this.messages.push(JSON.parse((data as Buffer).toString()) as Sent));
    ws.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    ws.on('error', () => undefined);
  }

  static async open(url: string, protocols: string | string[] = 'graphql-transport-ws'): Promise<RawSocket> {
    const socket = new RawSocket(new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocols));
    await once(socket.ws, 'open');
    return socket;
  }

  /** Open and acknowledged. */
  static async begin(url: string, params: Record<string, unknown> = {}): Promise<RawSocket> {
    const socket = await RawSocket.open(url);
    socket.send({ type: 'connection_init', payload: params });
    await socket.has('connection_ack');
    return socket;
  }

  send(message: object): void {
    this.ws.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  of(type: string): Sent[] {
    return this.messages.filter((message) => message.type === type);
  }

  /** Waits for so many messages of a type; returns the last. */
  async has(type: string, count = 1): Promise<Sent> {
    await until(() => this.of(type).length >= count || this.closed !== null);
    const found = this.of(type)[count - 1];
    if (!found) throw new Error(`Closed before ${type}: ${JSON.stringify(this.closed)}`);
    return found;
  }

  async end(): Promise<Closed> {
    await until(() => this.closed !== null);
    return this.closed!;
  }

  close(): void {
    this.ws.terminate();
  }
}
