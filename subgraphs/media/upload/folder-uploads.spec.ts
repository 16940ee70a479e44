import { mkdtempSync, rmSync } from 'node:fs';
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

  uploadPlaceContract(() => ({ objects, open: () => new FolderUploads(folder, objects) }), 300_000);
});
