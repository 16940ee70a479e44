import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderObjects } from '../objects/folder-objects';
import type { SignedUrls } from '../objects/signed-urls';

/** Objects in a folder of their own, which is made with the first of them and removed at the end. */
export class TestObjects extends FolderObjects {
  constructor(urls: SignedUrls) {
    super(join(tmpdir(), `lyceum-objects-${randomUUID()}`), urls);
  }

  override close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
