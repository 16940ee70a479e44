import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { BufferPool } from './buffer-pool';
import { downloadTo } from './download-to';
import { heardBody } from './heard-body';
import { blockBytes, describeObject, writeObject } from './object-file';
import { checkedHeaders } from './object-headers';
import { narrowPrefixSegmentsOf, prefixSegmentsOf, segmentsOf } from './object-key';
import type {
  ByteRange,
  HashedObject,
  ListedObject,
  ObjectHeaders,
  ObjectStore,
  OpenObject,
  SignedUrlOptions,
  StoredObject,
} from './object-store';
import { openObject } from './open-file';
import { piecesOf, piecesOfFiles, type Pieces } from './pieces';
import type { SignedUrls } from './signed-urls';

/** Ends the names of objects' files: no segment has it, so that `a` and `a/b` can both be objects. */
const objectMark = '=';
/** What is being written, beside the objects and on the same disk, where no key can point. */
const drafts = '.drafts';
/** Milliseconds after which a draft that nobody has written to is what a crash left. */
const abandonedAfter = 24 * 60 * 60 * 1000;

/** Objects as files below one folder, which any number of processes may share. */
export class FolderObjects implements ObjectStore {
  private swept: Promise<void> | null = null;
  private readonly buffers = new BufferPool(131_072, 64);

  constructor(
    readonly folder: string,
    private readonly urls: SignedUrls,
  ) {}

  async put(key: string, body: Readable | Uint8Array, headers: ObjectHeaders): Promise<StoredObject> {
    const { sha256: _, ...written } = await this.write(key, piecesOf(heardBody(body)), headers);
    return written;
  }

  putFiles(key: string, files: readonly string[], headers: ObjectHeaders): Promise<HashedObject> {
    return this.write(key, piecesOfFiles(files), headers);
  }

  async head(key: string): Promise<StoredObject | null> {
    const handle = await this.openFile(this.fileOf(key));
    try {
      return handle && (await describeObject(handle, key));
    } finally {
      await handle?.close();
    }
  }

  async read(key: string, range: ByteRange = { start: 0 }): Promise<OpenObject | null> {
    const handle = await this.openFile(this.fileOf(key));
    if (!handle) return null;
    try {
      return await openObject(handle, key, { range, buffers: this.buffers });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async *list(prefix: string): AsyncGenerator<ListedObject> {
    yield* this.walk(join(this.folder, ...prefixSegmentsOf(prefix)), prefix);
  }

  async delete(key: string): Promise<void> {
    const file = this.fileOf(key);
    await rm(file, { force: true });
    await this.prune(dirname(file));
  }

  async deletePrefix(prefix: string): Promise<void> {
    const folder = join(this.folder, ...narrowPrefixSegmentsOf(prefix));
    const gone = await this.newDraft();
    // Out of sight at once, then file by file.
    if (!(await rename(folder, gone).then(() => true, ignoreAbsence))) return;
    await rm(gone, { recursive: true, force: true });
    await this.prune(dirname(folder));
  }

  async copy(from: string, to: string, headers?: ObjectHeaders): Promise<StoredObject | null> {
    if (headers) {
      const found = await this.read(from);
      return found && this.put(to, found.stream, headers);
    }
    const [source, target] = [this.fileOf(from), this.fileOf(to)];
    const isThere = await this.publish(target, (draft) =>
      copyFile(source, draft, constants.COPYFILE_FICLONE).then(() => true),
    ).catch(ignoreAbsence);
    return isThere ? this.head(to) : null;
  }

  download(key: string, file: string): Promise<StoredObject | null> {
    return downloadTo(this, key, file);
  }

  signedUrl(key: string, options: SignedUrlOptions): Promise<string> {
    return Promise.resolve().then(() => this.urls.sign(key, options));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async write(key: string, body: Pieces, headers: ObjectHeaders): Promise<HashedObject> {
    const file = this.fileOf(key);
    const checked = checkedHeaders(headers);
    return this.publish(file, async (draft) => {
      const handle = await open(draft, 'wx+', 0o600);
      try {
        const sha256 = await writeObject(handle, body, checked);
        return { ...(await describeObject(handle, key)), sha256 };
      } finally {
        await handle.close();
      }
    });
  }

  private fileOf(key: string): string {
    return join(this.folder, ...segmentsOf(key)) + objectMark;
  }

  private async openFile(file: string): Promise<FileHandle | null> {
    return open(file, 'r').catch(ignoreAbsence);
  }

  /** Has a draft written, then renames it to the file's name; a draft that fails is removed. */
  private async publish<T>(file: string, write: (draft: string) => Promise<T>): Promise<T> {
    const draft = await this.newDraft();
    try {
      const written = await write(draft);
      await this.renameInto(draft, file);
      return written;
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** Someone may prune a folder between its making and the rename: then it is made again. */
  private async renameInto(draft: string, file: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const made = await mkdir(dirname(file), { recursive: true });
      try {
        await rename(draft, file);
        await syncFolders(dirname(file), made ? dirname(made) : dirname(file));
        return;
      } catch (error) {
        if (attempt === 5 || !isAbsence(error)) throw error;
      }
    }
  }

  private async newDraft(): Promise<string> {
    const folder = join(this.folder, drafts);
    this.swept ??= mkdir(folder, { recursive: true }).then(() => sweep(folder));
    await this.swept;
    return join(folder, randomUUID());
  }

  /** Removes folders that are empty now, from this one upwards. */
  private async prune(folder: string): Promise<void> {
    for (let at = folder; at.length > this.folder.length; at = dirname(at)) {
      const isEmpty = await rmdir(at).then(
        () => true,
        () => false,
      );
      if (!isEmpty) return;
    }
  }

  private async *walk(folder: string, prefix: string): AsyncGenerator<ListedObject> {
    const entries = (await readdir(folder, { withFileTypes: true }).catch(ignoreAbsence)) ?? [];
    const children = entries
      .filter((entry) => (entry.isDirectory() ? !entry.name.startsWith('.') : entry.name.endsWith(objectMark)))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name.slice(0, -objectMark.length)))
      .toSorted(byBytes);
    for (const child of children) {
      const key = prefix + child;
      if (child.endsWith('/')) {
        yield* this.walk(join(folder, child), key);
        continue;
      }
      const found = await stat(join(folder, child) + objectMark).catch(ignoreAbsence);
      if (found) yield { key, bytes: found.size - blockBytes, modifiedAt: found.mtime };
    }
  }
}

/** Keys are ASCII, so that the order of their characters is that of their bytes. */
const byBytes = (a: string, b: string): number => (a < b ? -1 : 1);

/** Makes names last: a rename is safe once its folder is written, and each new folder once its own is. */
async function syncFolders(lowest: string, highest: string): Promise<void> {
  for (let at = lowest; ; at = dirname(at)) {
    const handle = await open(at, 'r').catch(ignoreAbsence);
    await handle?.sync().finally(() => handle.close());
    if (at === highest || at === dirname(at)) return;
  }
}

/** Removes what processes that were killed have left. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(ignoreAbsence);
    if (found && Date.now() - found.mtimeMs > abandonedAfter) await rm(path, { recursive: true, force: true });
  }
}

const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes((error as { code?: string }).code ?? '');

function ignoreAbsence(error: unknown): null {
  if (!isAbsence(error)) throw error;
  return null;
}
