import type { Readable } from 'node:stream';
import type { OpenObject, StoredObject } from './object-store';
import { piecesOf } from './pieces';

/** What is read of an object by a stream. */
export function openStream(object: StoredObject, stream: Readable): OpenObject {
  const close = (): Promise<void> => {
    stream.destroy();
    return Promise.resolve();
  };
  return { object, stream, inPieces: piecesOf(stream), close };
}
