import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ObjectStore, StoredObject } from './object-store';

/** Streams an object into a file; where it fails there is no file. @throws where fewer bytes came than the object has */
export async function downloadTo(
  objects: Pick<ObjectStore, 'read'>,
  key: string,
  file: string,
): Promise<StoredObject | null> {
  const found = await objects.read(key);
  if (!found) return null;
  const target = createWriteStream(file);
  try {
    await pipeline(found.stream, target);
    if (target.bytesWritten !== found.object.bytes) throw new Error(`${key} was cut off while it was read.`);
    return found.object;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
