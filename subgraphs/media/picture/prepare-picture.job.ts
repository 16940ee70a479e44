import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineJob, type Job } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { assets, type Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { AssetState } from '../asset/asset.states';
import { AssetStore } from '../asset/asset.store';
import { prefixOf, type AssetVersion } from '../asset/asset.version';
import { firstPage } from '../document/first-page';
import { picturesOf, type MadePictures } from '../image/pictures';
import { Unusable } from '../image/unusable';
import { Quota } from '../upload/quota';

interface Prepared {
  readonly assetId: string;
  readonly versionId: string;
}

/** Pictures never change under their key. */
const forever = 'public, max-age=31536000, immutable';

/** Makes the pictures of an image, or of the first page of a PDF, and says that the asset is ready, or why not. */
export const preparePicture: Job<Prepared> = defineJob('prepare_picture', async (scope, ids) => {
  const asset = await scope.documents.of(assets).findOne({ _id: ids.assetId });
  if (asset?.versionOf(ids.versionId)?.state !== AssetState.PROCESSING) return;
  try {
    const facts = await inFolder((folder) => prepare(scope, asset, ids, folder));
    await scope.transaction(async (tx) => {
      await tx.get(AssetStore).move(ids, AssetState.READY, { ...facts, readyAt: tx.clock.now() });
    });
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    await refuse(scope, ids, error);
  }
});

async function prepare(
  scope: Scope,
  { kind }: Asset,
  { assetId, versionId }: Prepared,
  folder: string,
): Promise<Pick<AssetVersion, 'picture' | 'pageCount'>> {
  const prefix = prefixOf(assetId, versionId);
  const file = join(folder, 'source');
  await scope.objects.download(`${prefix}source`, file);
  if (kind === AssetKind.IMAGE) return { picture: await keep(scope, prefix, await picturesOf(file)), pageCount: null };
  const { pageCount, page } = await firstPage(file);
  return { picture: await keep(scope, prefix, await picturesOf(page)), pageCount };
}

/** Keys say size and format; running again writes the same. */
async function keep(
  scope: Scope,
  prefix: string,
  { width, height, made }: MadePictures,
): Promise<AssetVersion['picture']> {
  const sizes = [];
  for (const { data, format, contentType, ...size } of made) {
    const key = `${prefix}picture/${size.width}.${format.toLowerCase()}`;
    await scope.objects.put(key, data, { contentType, cacheControl: forever });
    sizes.push({ key, format, ...size, bytes: data.length });
  }
  return { width, height, sizes };
}

/** What is of no use is not kept, and takes no room. */
async function refuse(scope: Scope, { assetId, versionId }: Prepared, { reason }: Unusable): Promise<void> {
  await scope.transaction(async (tx) => {
    const asset = await tx.get(AssetStore).move({ assetId, versionId }, AssetState.REFUSED, {
      refusal: { reason, detail: null },
    });
    if (asset) await tx.get(Quota).release(asset, asset.versionOf(versionId)!.bytes);
  });
  await scope.objects.deletePrefix(prefixOf(assetId, versionId));
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-picture-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
