import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secrets } from '../config/secrets';
import { ManualClock } from '../scope/clock';
import { FolderObjects } from './folder-objects';
import { objectsContract } from './objects.contract';
import { SignedUrls } from './signed-urls';

const secrets = new Secrets('a secret that only tests know, forty-two');
const folder = mkdtempSync(join(tmpdir(), 'lyceum-objects-'));
const urls = new SignedUrls({ secrets, clock: new ManualClock(), publicUrl: 'https://learn.example' });
const openFolder = (): FolderObjects => new FolderObjects(folder, urls);
const drafts = (): string[] => readdirSync(join(folder, '.drafts'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('objects in a folder', () => {
  const objects = openFolder();
  objectsContract(() => ({ objects, leftovers: () => Promise.resolve(drafts()) }));
});
