import { createHash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';

/** What passes through a stream, and its digest once it has ended. */
export interface Hashed {
  readonly stream: Transform;
  readonly digest: (encoding: 'hex' | 'base64') => string;
}

/** The same bytes. Where the source fails, so does what comes out. */
export function hashed(source: Readable, algorithm: string): Hashed {
  const hash = createHash(algorithm);
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  source.on('error', (error) => stream.destroy(error));
  source.pipe(stream);
  return { stream, digest: (encoding) => hash.digest(encoding) };
}
