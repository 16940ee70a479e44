import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** Takes a piece of what is read. It is the taker's until that is done: what is read next may be in the same memory. */
export type TakePiece = (piece: Uint8Array) => Promise<void>;

/** Gives bytes, one piece after the other. */
export type Pieces = (take: TakePiece) => Promise<void>;

/** Bytes of a file that are read at a time. */
const fileBytes = 1_048_576;

export function piecesOf(body: Readable | Uint8Array): Pieces {
  if (body instanceof Uint8Array) return (take) => take(body);
  return async (take) => {
    // Where a piece is not taken, leaving the loop ends the stream.
    for await (const piece of body as AsyncIterable<Uint8Array | string>)
      await take(typeof piece === 'string' ? Buffer.from(piece) : piece);
  };
}

/** The bytes of files of this machine, one after the other. */
export function piecesOfFiles(files: readonly string[]): Pieces {
  return async (take) => {
    const buffer = Buffer.allocUnsafeSlow(fileBytes);
    for (const file of files) {
      const handle = await open(file, 'r');
      try {
        for (;;) {
          const { bytesRead } = await handle.read(buffer, 0, fileBytes, null);
          if (bytesRead === 0) break;
          await take(buffer.subarray(0, bytesRead));
        }
      } finally {
        await handle.close();
      }
    }
  };
}
