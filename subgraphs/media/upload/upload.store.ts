import { FileStore } from '@tus/file-store';
import { ERRORS, Upload as TusUpload } from '@tus/utils';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import type { Resources } from '../../../kit/scope/scope';
import { isUuid } from '../../../kit/scope/ids';
import type { Checksum } from './checksum';

const checksums = new AsyncLocalStorage<Checksum | null>();

/** What came of uploads so far, in files of this machine below the data folder: a new process goes on where this one was. */
export class UploadStore extends FileStore {
  constructor({ config }: Pick<Resources, 'config'>) {
    super({ directory: join(config.LYCEUM_DATA, 'uploads') });
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration', 'checksum'];
  }

  /** Runs the work with the checksum that the part which it writes must have. */
  static expecting<T>(checksum: Checksum | null, work: () => T): T {
    return checksums.run(checksum, work);
  }

  file(id: string): string {
    if (!isUuid(id)) throw ERRORS.FILE_NOT_FOUND;
    return join(this.directory, id);
  }

  /** Bytes that are there; null where nothing is. */
  async offset(id: string): Promise<number | null> {
    const found = await stat(this.file(id)).catch(() => null);
    return found?.size ?? null;
  }

  /** Makes an empty upload, unless it is there. */
  async prepare(id: string, size: number): Promise<void> {
    const known = await this.configstore.get(id).catch(() => undefined);
    if (known && (await this.offset(id)) !== null) return;
    await this.create(new TusUpload({ id, size, offset: 0 }));
  }

  /** Takes away whatever there is. */
  async discard(id: string): Promise<void> {
    await rm(this.file(id), { force: true });
    await Promise.resolve(this.configstore.delete(id)).catch(() => undefined);
  }

  /** A part that is not what it should be leaves nothing, nor does one with a checksum that does not come to its end. */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const expected = checksums.getStore();
    if (!expected) return super.write(readable, id, offset);
    const hash = createHash(expected.algorithm);
    const hashing = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    readable.on('error', (error) => hashing.destroy(error));
    try {
      const end = await super.write(readable.pipe(hashing), id, offset);
      if (hash.digest('base64') === expected.digest) return end;
    } catch (error) {
      await truncate(this.file(id), offset);
      throw error;
    }
    await truncate(this.file(id), offset);
    // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- how the library is told of a status
    throw { status_code: 460, body: 'Checksum Mismatch\n' };
  }
}
