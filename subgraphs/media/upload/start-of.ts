import { open } from 'node:fs/promises';

/** So many bytes that files begin with, one after the other. */
export async function startOf(files: readonly string[], bytes: number): Promise<Buffer> {
  const start = Buffer.alloc(bytes);
  let filled = 0;
  for (const file of files) {
    const handle = await open(file, 'r');
    try {
      filled += (await handle.read(start, filled, bytes - filled, 0)).bytesRead;
    } finally {
      await handle.close();
    }
    if (filled === bytes) break;
  }
  return start.subarray(0, filled);
}
