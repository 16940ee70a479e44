import { Readable } from 'node:stream';

/**
 * A body whose failure is heard from now on: a stream that fails before somebody reads it would end the process. Who reads
 * it later is told all the same.
 */
export function heardBody<B extends Readable | Uint8Array>(body: B): B {
  if (body instanceof Readable) body.on('error', () => undefined);
  return body;
}
