import { DataStore, type Upload } from '@tus/utils';
import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { s3SettingsOf } from '../../../kit/objects/open-objects';
import type { Resources } from '../../../kit/scope/scope';
import type { Checksum } from './checksum';
import { FolderUploads } from './folder-uploads';
import type * as S3 from './s3-uploads';
import type { UploadPlace } from './upload.place';

const checksums = new AsyncLocalStorage<Checksum | null>();

/** What came of uploads so far: beside the objects where these are in S3, else in a folder of the data folder. */
export class UploadStore extends DataStore {
  readonly place: UploadPlace;

  constructor({ config, objects }: Pick<Resources, 'config' | 'objects'>) {
    super();
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration', 'checksum'];
    if (config.OBJECTS_URL) {
      // The SDK takes a tenth of a second to load: only for those who need it.
      const { S3Uploads } = require('./s3-uploads') as typeof S3;
      this.place = new S3Uploads(s3SettingsOf(config, config.OBJECTS_URL), objects);
    } else this.place = new FolderUploads(join(config.LYCEUM_DATA, 'uploads'), objects);
  }

  /** Runs the work with the checksum that the part which it writes must have. */
  static expecting<T>(checksum: Checksum | null, work: () => T): T {
    return checksums.run(checksum, work);
  }

  /** For tus. */
  override getUpload(id: string): Promise<Upload> {
    return this.place.describe(id);
  }

  /** For tus. */
  override write(readable: Readable, id: string, offset: number): Promise<number> {
    return this.place.write(readable, id, offset, checksums.getStore() ?? null);
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
