import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secrets } from '../../../kit/config/secrets';
import { SignedUrls } from '../../../kit/objects/signed-urls';
import { ManualClock } from '../../../kit/scope/clock';
import { TestObjects } from '../../../kit/testing/test-objects';
import { FolderUploads } from './folder-uploads';
import { uploadPlaceContract } from './upload-place.contract';

describe('uploads in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-uploads-'));
  const secrets = new Secrets('a secret that only tests know, forty-two');
  const objects = new TestObjects(
    new SignedUrls({ secrets, clock: new ManualClock(), publicUrl: 'http://localhost:4000' }),
  );
  afterAll(async () => {
    await objects.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('what everyone has forgotten is swept up, and nothing else', async () => {
    const own = join(folder, 'own');
    const place = new FolderUploads(own, objects);
    const [old, young] = [randomUUID(), randomUUID()];
    for (const id of [old, young]) await place.prepare(id, 100);
    for (const name of readdirSync(own).filter((file) => file.startsWith(old)))
      utimesSync(join(own, name), new Date('2026-01-01'), new Date('2026-01-01'));
    await place.sweep(new Date('2026-01-02'));
    expect(readdirSync(own).every((file) => file.startsWith(young))).toBe(true);
    expect([await place.offset(old), await place.offset(young)]).toEqual([null, 0]);
  });

  uploadPlaceContract(() => ({ objects, open: () => new FolderUploads(folder, objects) }), 300_000);
});
