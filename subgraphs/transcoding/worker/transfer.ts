import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { ObjectStore } from '../../../kit/objects/object-store';
import { contentTypeOf } from './content-type';
import { TaskFailure, withStore } from './failure';

interface Transfer {
  readonly objects: ObjectStore;
  readonly signal: AbortSignal;
}

/** Files at a time: segments are small, and a store is far away. */
const atOnce = 4;

/** Nothing is ever written anew under a lease's prefix. */
const cacheControl = 'private, max-age=31536000, immutable';

/** Writes files below the prefix. Who has lost the lease stops in the middle of a file, which leaves nothing of it. */
export function upload(
  { objects, signal }: Transfer,
  folder: string,
  files: readonly string[],
  prefix: string,
): Promise<void> {
  return each(files, async (file) => {
    signal.throwIfAborted();
    const body = createReadStream(join(folder, file), { signal });
    const headers = { contentType: contentTypeOf(file), cacheControl };
    await withStore(objects.put(`${prefix}/${file.split(sep).join('/')}`, body, headers));
  });
}

/** Writes every file of a folder, and of those in it, below the prefix. */
export async function uploadAll(transfer: Transfer, folder: string, prefix: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  await upload(transfer, folder, files, prefix);
}

/** @throws TaskFailure where one is not there */
export function download({ objects, signal }: Transfer, keys: readonly string[], folder: string): Promise<void> {
  return each(keys, async (key) => {
    signal.throwIfAborted();
    const file = join(folder, key.slice(key.lastIndexOf('/') + 1));
    await mkdir(dirname(file), { recursive: true });
    if (!(await withStore(objects.download(key, file)))) throw new TaskFailure('STORE_UNAVAILABLE');
  });
}

async function each(files: readonly string[], work: (file: string) => Promise<void>): Promise<void> {
  const waiting = [...files];
  const carry = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await work(file);
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(atOnce, files.length) }, carry));
  // All have come to rest before anybody tidies up.
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
