import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Writes what comes, and where the source breaks, what had come before that. Then @throws the source's error */
export async function pour(source: Readable, target: Writable): Promise<void> {
  let broken: Error | undefined;
  const leave = (error?: Error | null): void => {
    broken ??= error ?? new Error('What is read has ended too early.');
    target.end();
  };
  if (source.destroyed) leave(source.errored);
  source.once('error', leave);
  source.once('close', () => source.readableEnded || leave());
  source.pipe(target);
  await finished(target, { readable: false });
  if (broken) throw broken;
}
