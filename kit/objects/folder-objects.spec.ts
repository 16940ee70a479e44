import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { servedObjects } from '../testing/served-objects';
import { FolderObjects } from './folder-objects';
import { objectsContract } from './objects.contract';
import { SignedUrls } from './signed-urls';

describe('objects in a folder', () => {
  const served = servedObjects();
  let objects: FolderObjects;
  let folder: string;
  beforeAll(() => {
    ({ objects } = served);
    ({ folder } = objects);
  });
  const openFolder = () =>
    new FolderObjects(folder, new SignedUrls({ ...served.house, publicUrl: 'http://localhost' }));
  const drafts = (): string[] => readdirSync(join(folder, '.drafts'));

  objectsContract(() => ({ ...served, leftovers: () => Promise.resolve(drafts()) }));

  const put = (key: string) => objects.put(key, Buffer.from(key), { contentType: 'text/plain' });
  const textOf = async (key: string) => {
    const found = await objects.read(key);
    return found && text(found.stream);
  };

  it('may have keys that are folders of others', async () => {
    await put('both/a/b');
    await put('both/a');
    expect([await textOf('both/a'), await textOf('both/a/b')]).toEqual(['both/a', 'both/a/b']);
    await objects.delete('both/a');
    expect([await textOf('both/a'), await textOf('both/a/b')]).toEqual([null, 'both/a/b']);
  });

  it('leave no empty folders behind', async () => {
    await put('pruned/a/b/c');
    await put('pruned/d');
    await objects.delete('pruned/a/b/c');
    expect(readdirSync(join(folder, 'pruned'))).toEqual(['d=']);
    await objects.deletePrefix('pruned/');
    expect(existsSync(join(folder, 'pruned'))).toBe(false);
  });

  it('are written while their neighbours are deleted', async () => {
    for (let round = 0; round < 100; round++) {
      await Promise.all([put(`race/a/${round}`), objects.deletePrefix('race/a/'), objects.delete('race/a/b/c')]);
      await Promise.all([objects.delete(`race/a/${round}`), put('race/a/last')]);
      expect(await textOf('race/a/last')).toBe('race/a/last');
    }
  });

  it('are of use to other processes at once', async () => {
    await put('shared/a');
    expect((await openFolder().head('shared/a'))?.bytes).toBe(8);
  });

  it('forget what a crash left a day ago, and nothing that is being written', async () => {
    await put('swept/a');
    const [old, young] = [join(folder, '.drafts', 'old'), join(folder, '.drafts', 'young')];
    for (const draft of [old, young]) writeFileSync(draft, 'half of it');
    utimesSync(old, new Date('2026-01-01'), new Date('2026-01-01'));
    await openFolder().put('swept/b', Buffer.from('b'), { contentType: 'text/plain' });
    expect(drafts()).toEqual(['young']);
    rmSync(young);
  });
});
