import { DataStore, ERRORS, StreamLimiter, type Upload } from '@tus/utils';
import { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { s3SettingsOf } from '../../../kit/objects/open-objects';
import type { Resources } from '../../../kit/scope/scope';
import type { Checksum } from './checksum';
import { FolderUploads } from './folder-uploads';
import type * as S3 from './s3-uploads';
import type { UploadPlace } from './upload.place';

/** What a request brings, beside what the library reads of it. */
interface Incoming {
  readonly body: Readable;
  readonly checksum: Checksum | null;
}

const incoming = new AsyncLocalStorage<Incoming>();

/** What came of uploads so far: beside the objects where these are in S3, else in a folder of the data folder. */
export class UploadStore extends DataStore {
  readonly place: UploadPlace;

  constructor({ config, objects }: Pick<Resources, 'config' | 'objects'>) {
    super();
    if (config.OBJECTS_URL) {
      // The SDK takes a tenth of a second to load: only for those who need it.
      const { S3Uploads } = require('./s3-uploads') as typeof S3;
      this.place = new S3Uploads(s3SettingsOf(config, config.OBJECTS_URL), objects);
    } else this.place = new FolderUploads(join(config.LYCEUM_DATA, 'uploads'), objects);
  }

  /** Runs the library's work for a request. */
  static receiving<T>(request: Incoming, work: () => T): T {
    return incoming.run(request, work);
  }

  /** For tus. */
  override getUpload(id: string): Promise<Upload> {
    return this.place.describe(id);
  }

  override write(readable: Readable, id: string, offset: number): Promise<number> {
    return this.place.write(readable, id, offset, null);
  }

  /** Adds the body of the request to an upload: at most so many bytes, and until somebody else is to go on. */
  async receive({ id, offset }: Upload, most: number, stop: AbortSignal): Promise<number> {
    const { body, checksum } = incoming.getStore()!;
    // Who has left while another request was waited for.
    if (body.destroyed) throw ERRORS.ABORTED;
    const leave = (): void => void body.destroy(new Error('Another request goes on.'));
    stop.addEventListener('abort', leave, { once: true });
    try {
      return await this.place.write(limited(body, most), id, offset, checksum);
    } catch (error) {
      throw body.errored ? ERRORS.ABORTED : error;
    } finally {
      stop.removeEventListener('abort', leave);
    }
  }

  prepare(id: string, size: number): Promise<void> {
    return this.place.prepare(id, size);
  }

  offset(id: string): Promise<number | null> {
    return this.place.offset(id);
  }

  discard(id: string): Promise<void> {
    return this.place.discard(id);
  }
}

/** A body that said how long it is was held to that before. */
function limited(body: Readable, most: number): Readable {
  const isKnown = body instanceof IncomingMessage && body.headers['content-length'] !== undefined;
  if (isKnown) return body;
  const limiter = new StreamLimiter(most);
  body.on('error', (error) => limiter.destroy(error));
  return body.pipe(limiter);
}
