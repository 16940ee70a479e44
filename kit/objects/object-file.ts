import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import type { ObjectHeaders, StoredObject } from './object-store';
import type { Pieces } from './pieces';

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

/** Writes the body and its block through a handle of a new file; answers the body's SHA-256 in hexadecimal. */
export async function writeObject(handle: FileHandle, body: Pieces, headers: ObjectHeaders): Promise<string> {
  const hash = createHash('sha256');
  await body(async (piece) => {
    hash.update(piece);
    await handle.writeFile(piece);
  });
  const sha256 = hash.digest('hex');
  const block: Block = { etag: `"${sha256.slice(0, 32)}"`, ...headers };
  await handle.writeFile(JSON.stringify(block).padEnd(blockBytes));
  await handle.sync();
  return sha256;
}

type FileFacts = Pick<Stats, 'size' | 'mtime'>;

/** What an open file holds. */
export async function describeObject(handle: FileHandle, key: string, known?: FileFacts): Promise<StoredObject> {
  const facts = known ?? (await handle.stat());
  const block = Buffer.allocUnsafe(blockBytes);
  await readInto(block, handle, facts.size - blockBytes);
  return describedBy(block, key, facts);
}

/** The same, by its block. */
export function describedBy(block: Buffer, key: string, { size, mtime }: FileFacts): StoredObject {
  return { key, bytes: size - blockBytes, modifiedAt: mtime, ...blockShape.parse(JSON.parse(block.toString('utf8'))) };
}

/** Fills the buffer. @throws where the file ends before */
export async function readInto(buffer: Buffer, handle: FileHandle, at: number): Promise<void> {
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
  if (bytesRead < buffer.length)
    throw new Error(`A file has ${bytesRead} bytes where there should be ${buffer.length}.`);
}
