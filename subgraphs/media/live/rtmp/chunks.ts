import { RtmpError } from './amf';

/** One message of RTMP, put together from its chunks. */
export interface RtmpMessage {
  readonly type: number;
  /** Milliseconds. */
  readonly timestamp: number;
  readonly streamId: number;
  readonly payload: Buffer;
}

interface ChunkStream {
  timestamp: number;
  delta: number;
  length: number;
  type: number;
  streamId: number;
  isExtended: boolean;
  parts: Buffer[];
  received: number;
}

const extended = 0xffffff;
/** Bytes of the message header, by the format of a chunk. */
const headerBytes = [11, 7, 3, 0] as const;
/** Bytes of the basic header, by its first: numbers of chunk streams from 64 on have one or two more. */
const basicBytes = (first: number): number => ((first & 63) > 1 ? 1 : (first & 63) + 2);
/** Chunk streams of one connection, at most. */
const mostStreams = 32;

/**
 * Puts messages together from bytes that may end anywhere (Adobe's RTMP 1.0, 5.3).
 * @param largest bytes of one message, asked for each: a stranger may send little
 */
export class ChunkReader {
  private readonly streams = new Map<number, ChunkStream>();
  private rest: Buffer = Buffer.alloc(0);
  private chunkSize = 128;

  constructor(private readonly largest: () => number) {}

  /** Messages that are whole now. @throws RtmpError */
  read(bytes: Buffer): RtmpMessage[] {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    const messages: RtmpMessage[] = [];
    for (;;) {
      const taken = this.readChunk(messages);
      if (taken === 0) return messages;
      this.rest = this.rest.subarray(taken);
    }
  }

  /** @returns how many bytes the chunk has; 0 where it has not come whole */
  private readChunk(messages: RtmpMessage[]): number {
    const { rest } = this;
    const basic = rest.length === 0 ? 1 : basicBytes(rest[0]!);
    if (rest.length < basic) return 0;
    const format = (rest[0]! >> 6) as 0 | 1 | 2 | 3;
    const id = basic === 1 ? rest[0]! & 63 : 64 + rest.readUIntLE(1, basic - 1);
    const known = this.streams.get(id);
    if (!known && format !== 0) throw new RtmpError('A chunk refers to one that never came.');
    let at = basic + headerBytes[format];
    if (rest.length < at) return 0;
    const field = format === 3 ? null : rest.readUIntBE(basic, 3);
    const isExtended = field === null ? known!.isExtended : field === extended;
    if (isExtended && rest.length < at + 4) return 0;
    const time = isExtended ? rest.readUInt32BE(at) : field;
    at += isExtended ? 4 : 0;
    const isNew = !known || known.received === 0;
    const length = format <= 1 ? rest.readUIntBE(basic + 3, 3) : known!.length;
    if (length > this.largest()) throw new RtmpError('A message is too large.');
    const size = Math.min(this.chunkSize, length - (isNew ? 0 : known.received));
    if (rest.length < at + size) return 0;
    const stream = known ?? this.open(id);
    if (isNew) begin(stream, { format, field: time, isExtended, length, rest, basic });
    stream.parts.push(Buffer.from(rest.subarray(at, at + size)));
    stream.received += size;
    if (stream.received >= stream.length) messages.push(this.finish(stream));
    return at + size;
  }

  private open(id: number): ChunkStream {
    if (this.streams.size >= mostStreams) throw new RtmpError('There are too many chunk streams.');
    const none = { timestamp: 0, delta: 0, length: 0, type: 0, streamId: 0, isExtended: false, received: 0 };
    const stream = { ...none, parts: [] };
    this.streams.set(id, stream);
    return stream;
  }

  private finish(stream: ChunkStream): RtmpMessage {
    const { type, timestamp, streamId } = stream;
    const payload = Buffer.concat(stream.parts);
    Object.assign(stream, { parts: [], received: 0 });
    // The size of chunks counts from the next one on.
    if (type === 1 && payload.length >= 4) this.chunkSize = Math.max(1, payload.readUInt32BE(0) & 0x7fffffff);
    return { type, timestamp, streamId, payload };
  }
}

interface Header {
  readonly format: 0 | 1 | 2 | 3;
  readonly field: number | null;
  readonly isExtended: boolean;
  readonly length: number;
  readonly rest: Buffer;
  readonly basic: number;
}

function begin(stream: ChunkStream, { format, field, isExtended, length, rest, basic }: Header): void {
  if (format === 0) Object.assign(stream, { timestamp: field, delta: 0, streamId: rest.readUInt32LE(basic + 7) });
  else if (format !== 3) stream.delta = field!;
  if (format !== 0) stream.timestamp = (stream.timestamp + stream.delta) >>> 0;
  if (format <= 1) stream.type = rest[basic + 6]!;
  Object.assign(stream, { length, isExtended });
}

/** Bytes of a chunk that we send: the size that holds until somebody says otherwise. */
const ownChunk = 128;

/** A message in chunks, as the first of its kind. */
export function writeMessage(chunkStream: number, { type, timestamp, streamId, payload }: RtmpMessage): Buffer {
  const header = Buffer.alloc(12);
  header[0] = chunkStream;
  header.writeUIntBE(timestamp, 1, 3);
  header.writeUIntBE(payload.length, 4, 3);
  header[7] = type;
  header.writeUInt32LE(streamId, 8);
  const parts: Buffer[] = [header, payload.subarray(0, ownChunk)];
  for (let at = ownChunk; at < payload.length; at += ownChunk)
    parts.push(Buffer.from([0xc0 | chunkStream]), payload.subarray(at, at + ownChunk));
  return Buffer.concat(parts);
}
