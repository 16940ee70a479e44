import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { readAmf, RtmpError, writeAmf, type AmfValue } from './amf';
import { ChunkReader, writeMessage, type RtmpMessage } from './chunks';

/** Who hears what an encoder sends. */
export interface Publication {
  /** Sound or picture, in order. False: no more for now, until `drain`. */
  take(message: RtmpMessage): boolean;
  /** Called once: the encoder said so, or it is gone. */
  end(): void;
}

export interface RtmpListener {
  /** Who may send under this key; null for nobody. `close` ends the connection. */
  publish(key: string, peer: { close(): void; resume(): void }): Promise<Publication | null>;
}

/** Bytes of the first message each way, and of its echo. */
const handshake = 1536;
/** Bytes of one message: of who has not shown a key, and of who has. */
const largest = { stranger: 4_096, known: 8_000_000 };
/** Bytes after which each side wants to hear that they came. */
const window = 2_500_000;

/** One encoder's connection, from its handshake to its end. Only publishing is known: nobody plays anything here. */
export class RtmpConnection {
  private state: 'HELLO' | 'ECHO' | 'COMMANDS' = 'HELLO';
  private head: Buffer = Buffer.alloc(0);
  private readonly chunks: ChunkReader;
  private publication: Publication | null = null;
  private isAsked = false;
  private received = 0;
  private acknowledged = 0;

  constructor(
    private readonly socket: Socket,
    private readonly listener: RtmpListener,
  ) {
    this.chunks = new ChunkReader(() => (this.publication ? largest.known : largest.stranger));
    socket.on('data', (bytes: Buffer) => this.guard(() => this.read(bytes)));
    socket.on('error', () => socket.destroy());
    socket.on('timeout', () => socket.destroy());
    socket.on('close', () => this.end());
  }

  get isPublishing(): boolean {
    return this.publication !== null;
  }

  private read(bytes: Buffer): void {
    this.received += bytes.length;
    if (this.state === 'COMMANDS') return this.readMessages(bytes);
    this.head = Buffer.concat([this.head, bytes]);
    if (this.state === 'HELLO' && this.head.length > 0 && this.head[0] !== 3) throw new RtmpError('This is no RTMP.');
    if (this.state === 'HELLO' && this.head.length > handshake) {
      this.state = 'ECHO';
      this.socket.write(Buffer.from([3]));
      // Four bytes of zero say that nothing of Adobe's own is expected.
      this.socket.write(Buffer.concat([Buffer.alloc(8), randomBytes(handshake - 8)]));
      this.socket.write(this.head.subarray(1, 1 + handshake));
    }
    if (this.state !== 'ECHO' || this.head.length < 1 + 2 * handshake) return;
    this.state = 'COMMANDS';
    const rest = this.head.subarray(1 + 2 * handshake);
    this.head = Buffer.alloc(0);
    this.readMessages(rest);
  }

  private readMessages(bytes: Buffer): void {
    for (const message of this.chunks.read(bytes)) this.hear(message);
    if (this.received - this.acknowledged < window) return;
    this.acknowledged = this.received;
    this.send(2, 3, 0, uint32(this.received >>> 0));
  }

  private hear(message: RtmpMessage): void {
    const { type, payload } = message;
    if (type === 8 || type === 9) {
      if (this.publication && !this.publication.take(message)) this.socket.pause();
    } else if (type === 20) this.command(readAmf(payload));
    // AMF 3 begins with a byte of its own, and has AMF 0 in it.
    else if (type === 17) this.command(readAmf(payload.subarray(1)));
  }

  private command([name, transaction = 0, ...given]: readonly AmfValue[]): void {
    if (name === 'connect') this.accept(transaction);
    else if (name === 'createStream') this.send(3, 20, 0, writeAmf('_result', transaction, null, 1));
    else if (name === 'publish') void this.publish(given[1]).catch(() => this.socket.destroy());
    else if (name === 'deleteStream' || name === 'FCUnpublish' || name === 'closeStream') this.socket.end();
    else if (name === 'play') throw new RtmpError('Nobody plays anything here.');
  }

  private accept(transaction: AmfValue): void {
    this.send(2, 5, 0, uint32(window));
    this.send(2, 6, 0, Buffer.concat([uint32(window), Buffer.from([2])]));
    const status = { level: 'status', code: 'NetConnection.Connect.Success', description: '', objectEncoding: 0 };
    this.send(3, 20, 0, writeAmf('_result', transaction, { fmsVer: 'FMS/3,0,1,123', capabilities: 31 }, status));
  }

  private async publish(key: AmfValue | undefined): Promise<void> {
    if (this.isAsked) throw new RtmpError('One connection publishes once.');
    this.isAsked = true;
    // Nothing is read while the key is looked up: what comes next may not come.
    this.socket.pause();
    const { socket } = this;
    const peer = { close: () => void socket.destroy(), resume: () => void socket.resume() };
    // Some encoders send what follows a question mark along with the name.
    const name = typeof key === 'string' ? key.split('?', 1)[0]! : '';
    const publication = await this.listener.publish(name, peer);
    if (!publication) {
      this.status('error', 'NetStream.Publish.BadName');
      socket.end();
      socket.resume();
      return;
    }
    if (socket.destroyed) return publication.end();
    this.publication = publication;
    this.status('status', 'NetStream.Publish.Start');
    socket.resume();
  }

  private status(level: string, code: string): void {
    this.send(5, 20, 1, writeAmf('onStatus', 0, null, { level, code, description: code }));
  }

  private send(chunkStream: number, type: number, streamId: number, payload: Buffer): void {
    if (this.socket.writable) this.socket.write(writeMessage(chunkStream, { type, timestamp: 0, streamId, payload }));
  }

  private end(): void {
    this.publication?.end();
    this.publication = null;
  }

  private guard(work: () => void): void {
    try {
      work();
    } catch {
      this.socket.destroy();
    }
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
