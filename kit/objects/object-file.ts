import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { ByteRange, ObjectHeaders, StoredObject } from './object-store';

/**
 * An object's file: its bytes, then one block of JSON about them. Both in one file change in one rename, so nobody ever
 * reads the bytes of one version with the headers of another, whichever processes write.
 */
export const blockBytes = 4096;

const blockShape = z.object({
  etag: z.string(),
  contentType: z.string(),
  cacheControl: z.string().optional(),
  contentDisposition: z.string().optional(),
});
type Block = z.infer<typeof blockShape>;

/** Writes the body and its block through a handle of a new file. */
export async function writeObject(
  handle: FileHandle,
  body: Readable | Uint8Array,
  headers: ObjectHeaders,
): Promise<void> {
  const hash = createHash('sha256');
  const measured = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of body instanceof Uint8Array ? [body] : (body as AsyncIterable<Uint8Array | string>)) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      hash.update(bytes);
      yield bytes;
    }
  };
  await handle.writeFile(measured());
  const block: Block = { etag: `"${hash.digest('hex').slice(0, 32)}"`, ...headers };
  await handle.writeFile(JSON.stringify(block).padEnd(blockBytes));
  await handle.sync();
}

/** What an open file holds. */
export async function describeObject(handle: FileHandle, key: string): Promise<StoredObject> {
  const { size, mtime } = await handle.stat();
  const block = Buffer.alloc(blockBytes);
  await handle.read(block, 0, blockBytes, size - blockBytes);
  const described = blockShape.parse(JSON.parse(block.toString('utf8')));
  return { key, bytes: size - blockBytes, modifiedAt: mtime, ...described };
}

/** The bytes of a range of it; the handle is closed with the stream. */
export async function streamObject(handle: FileHandle, bytes: number, range: ByteRange): Promise<Readable> {
  const end = Math.min(range.end ?? bytes - 1, bytes - 1);
  if (end >= range.start) return handle.createReadStream({ start: range.start, end });
  await handle.close();
  return Readable.from([]);
}
