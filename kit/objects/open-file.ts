import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { BufferPool } from './buffer-pool';
import { blockBytes, describeObject, describedBy, readInto } from './object-file';
import { ObjectRangeError, type ByteRange, type OpenObject, type StoredObject } from './object-store';
import type { TakePiece } from './pieces';

/** Opens a range of an object's file. What is small is read at once, with what is known of it. @throws ObjectRangeError */
export async function openObject(
  handle: FileHandle,
  key: string,
  { range, buffers }: { readonly range: ByteRange; readonly buffers: BufferPool },
): Promise<OpenObject> {
  const stats = await handle.stat();
  const bounds = boundsOf(key, stats.size - blockBytes, range);
  if (stats.size > buffers.bytes)
    return new LargeFile(await describeObject(handle, key, stats), handle, bounds, buffers);
  const buffer = buffers.take();
  await readInto(buffer.subarray(0, stats.size), handle, 0);
  await handle.close();
  const object = describedBy(buffer.subarray(stats.size - blockBytes, stats.size), key, stats);
  return new SmallFile(object, buffer, bounds, buffers);
}

interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** The last byte is before the first one where there is none. */
function boundsOf(key: string, bytes: number, { start, end }: ByteRange): Bounds {
  const isWhole = start === 0 && end === undefined;
  if (!isWhole && start >= bytes) throw new ObjectRangeError(key, bytes);
  return { start, end: Math.min(end ?? bytes - 1, bytes - 1) };
}

/** Read already: its file is closed. */
class SmallFile implements OpenObject {
  private copied: Readable | undefined;

  constructor(
    readonly object: StoredObject,
    private readonly buffer: Buffer,
    private readonly bounds: Bounds,
    private readonly buffers: BufferPool,
  ) {}

  get stream(): Readable {
    return (this.copied ??= this.copy());
  }

  async inPieces(take: TakePiece): Promise<void> {
    const { bytes } = this;
    if (bytes.length > 0) await take(bytes);
    this.buffers.give(this.buffer);
  }

  close(): Promise<void> {
    this.buffers.give(this.buffer);
    return Promise.resolve();
  }

  private get bytes(): Buffer {
    return this.buffer.subarray(this.bounds.start, this.bounds.end + 1);
  }

  /** Nobody tells when a stream's chunks have been looked at. */
  private copy(): Readable {
    const bytes = Buffer.from(this.bytes);
    this.buffers.give(this.buffer);
    return new Readable({
      read() {
        if (bytes.length > 0) this.push(bytes);
        this.push(null);
      },
    });
  }
}

/** Read as it is wanted; its file is closed at the end of it. */
class LargeFile implements OpenObject {
  private opened: Readable | undefined;

  constructor(
    readonly object: StoredObject,
    private readonly handle: FileHandle,
    private readonly bounds: Bounds,
    private readonly buffers: BufferPool,
  ) {}

  get stream(): Readable {
    return (this.opened ??= this.handle.createReadStream({ ...this.bounds, highWaterMark: this.buffers.bytes }));
  }

  async inPieces(take: TakePiece): Promise<void> {
    const { handle, buffers } = this;
    const { start, end } = this.bounds;
    const buffer = buffers.take();
    try {
      for (let at = start; at <= end; at += buffer.length) {
        const piece = buffer.subarray(0, end + 1 - at);
        await readInto(piece, handle, at);
        await take(piece);
      }
      buffers.give(buffer);
    } finally {
      await handle.close();
    }
  }
  async close(): Promise<void> {
    await this.handle.close();
  }
}
