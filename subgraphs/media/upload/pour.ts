import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Writes what comes, and where the source breaks, what had come before that. Then @throws the source's error */
export async function pour(source: Readable, target: Writable): Promise<void> {
  let broken: Error | undefined;
  source.once('error', (error) => {
    broken = error;
    target.end();
  });
  source.pipe(target);
  await finished(target, { readable: false });
  if (broken) throw broken;
}
