import { FileStore } from '@tus/file-store';
import { ERRORS, Upload } from '@tus/utils';
import { createWriteStream } from 'node:fs';
import { readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ObjectHeaders, ObjectStore } from '../../../kit/objects/object-store';
import { isUuid } from '../../../kit/scope/ids';
import { checksumMismatch, type Checksum } from './checksum';
import { startBytes, typeOfFile, typeOfStart } from './content-type';
import { hashed } from './hashing';
import { pour } from './pour';
import { startOf } from './start-of';
import type { Kept, UploadPlace } from './upload.place';

/** Bytes that come while others are written, to be written at once. */
const highWaterMark = 1_048_576;

/** Files of this machine: a new process goes on where this one was. */
export class FolderUploads implements UploadPlace {
  private readonly files: FileStore;

  constructor(
    private readonly directory: string,
    private readonly objects: ObjectStore,
  ) {
    this.files = new FileStore({ directory });
  }

  async isPrepared(id: string): Promise<boolean> {
    const known = await this.files.configstore.get(id).catch(() => undefined);
    return known !== undefined && (await this.offset(id)) !== null;
  }

  async prepare(id: string, size: number): Promise<void> {
    if (await this.isPrepared(id)) return;
    await this.files.create(new Upload({ id, size, offset: 0 }));
  }

  async offset(id: string): Promise<number | null> {
    const found = await stat(this.fileOf(id)).catch(() => null);
    return found?.size ?? null;
  }

  describe(id: string): Promise<Upload> {
    return this.files.getUpload(id);
  }

  async write(part: Readable, id: string, offset: number, expected: Checksum | null): Promise<number> {
    if (!expected) return this.append(part, id, offset);
    const { stream, digest } = hashed(part, expected.algorithm);
    try {
      const end = await this.append(stream, id, offset);
      if (digest('base64') === expected.digest) return end;
    } catch (error) {
      await truncate(this.fileOf(id), offset);
      throw error;
    }
    await truncate(this.fileOf(id), offset);
    throw checksumMismatch;
  }

  async typeOf(ids: readonly string[]): Promise<string | undefined> {
    const [file, ...rest] = ids.map((id) => this.fileOf(id));
    return rest.length === 0 ? typeOfFile(file!) : typeOfStart(await startOf([file!, ...rest], startBytes));
  }

  keep(ids: readonly string[], key: string, headers: ObjectHeaders): Promise<Kept> {
    const files = ids.map((id) => this.fileOf(id));
    return this.objects.putFiles(key, files, headers);
  }

  async discard(id: string): Promise<void> {
    await rm(this.fileOf(id), { force: true });
    await Promise.resolve(this.files.configstore.delete(id)).catch(() => undefined);
  }

  /** What a process that ended in the middle left behind. */
  async sweep(before: Date): Promise<void> {
    for (const name of await readdir(this.directory)) {
      const file = join(this.directory, name);
      const found = await stat(file).catch(() => null);
      if (found?.isFile() && found.mtime < before) await rm(file, { force: true });
    }
  }

  private async append(part: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(this.fileOf(id), { flags: 'r+', start: offset, highWaterMark });
    await pour(part, file);
    return offset + file.bytesWritten;
  }

  private fileOf(id: string): string {
    if (!isUuid(id)) throw ERRORS.FILE_NOT_FOUND;
    return join(this.directory, id);
  }
}
