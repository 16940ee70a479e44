import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { markIn, type Mark } from './mark';

const endOfHead = '\r\n\r\n';
const opcodes = { text: 1, close: 8, ping: 9, pong: 10 };

interface Handlers {
  readonly onEvent: (mark: Mark, text: string) => void;
  readonly onEnd: () => void;
}

interface Asked {
  readonly query: string;
  readonly variables?: object;
  /** Of somebody who is signed in. */
  readonly token?: string | undefined;
}

/** One graphql-ws client on a bare socket: so light that ten thousand of them leave the machine to the gateway. */
export class RawSubscriber {
  private waiting: Buffer = Buffer.alloc(0);

  private constructor(
    private readonly socket: Socket,
    private readonly handlers: Handlers,
  ) {}

  /** Resolves when the gateway has acknowledged the connection and been sent the subscription. */
  static open(url: string, { query, variables, token }: Asked, handlers: Handlers): Promise<RawSubscriber> {
    const { hostname, port, pathname } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const subscriber = new RawSubscriber(socket, handlers);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', () => handlers.onEnd());
      socket.write(handshake(pathname, hostname));
      socket.once('data', (chunk: Buffer) => {
        const head = chunk.toString('latin1');
        if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(`No socket: ${head.slice(0, 100)}`));
        subscriber.send({ type: 'connection_init', ...(token && { payload: { authorization: `Bearer ${token}` } }) });
        subscriber.onAcknowledged = () => {
          subscriber.send({ id: '1', type: 'subscribe', payload: { query, variables } });
          resolve(subscriber);
        };
        socket.on('data', (bytes: Buffer) => subscriber.take(bytes));
        subscriber.take(chunk.subarray(head.indexOf(endOfHead) + endOfHead.length));
      });
    });
  }

  private onAcknowledged = (): void => undefined;

  /** Reads nothing more, as a client whose machine sleeps. */
  stall(): void {
    this.socket.pause();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    let bytes: Buffer = this.waiting.length > 0 ? Buffer.concat([this.waiting, chunk]) : chunk;
    for (let frame = frameIn(bytes); frame; frame = frameIn(bytes)) {
      this.handle(frame.opcode, frame.payload);
      bytes = bytes.subarray(frame.size);
    }
    this.waiting = bytes;
  }

  private handle(opcode: number, payload: Buffer): void {
    if (opcode === opcodes.ping) return void this.socket.write(masked(opcodes.pong, payload));
    if (opcode === opcodes.close) return void this.socket.end();
    const text = payload.toString('latin1');
    const mark = markIn(text);
    if (mark) return this.handlers.onEvent(mark, text);
    if (text.includes('"connection_ack"')) return this.onAcknowledged();
    if (text.includes('"ping"')) return this.send({ type: 'pong' });
    if (text.includes('"error')) throw new Error(`The gateway answers ${text}`);
  }

  private send(message: object): void {
    this.socket.write(masked(opcodes.text, Buffer.from(JSON.stringify(message))));
  }
}

function handshake(path: string, host: string): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ];
  return `${lines.join('\r\n')}${endOfHead}`;
}

/** A frame of RFC 6455 section 5.2, when all of it is there. Servers do not mask. */
function frameIn(bytes: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes[1]! & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < start + length) return null;
  return { opcode: bytes[0]! & 0x0f, payload: bytes.subarray(start, start + length), size: start + length };
}

/** Clients must mask; a mask of zeros changes nothing. */
function masked(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? [0x80 | opcode, 0x80 | length] : [0x80 | opcode, 0xfe, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]);
}
