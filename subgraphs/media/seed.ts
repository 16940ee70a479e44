import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { demoId, demoVideoLesson } from '../../kit/demo/world';
import type { Scope } from '../../kit/scope/scope';
import { assets } from './asset/asset.document';
import { AssetKind } from './asset/asset.kind';
import { courses } from './course/course.document';
import { newAsset, newUpload } from './upload/new-upload';
import { Quota } from './upload/quota';
import { uploads, type Upload } from './upload/upload.document';
import { UploadService } from './upload/upload.service';
import { UploadStore } from './upload/upload.store';

/** Four intervals, drawn by FFmpeg's showcqt: twelve seconds, 720p, made of two sines and nothing else. */
const film = join(__dirname, 'seed', 'intervals.mp4');
const [courseSlug = ''] = demoVideoLesson.split('/');

/** Uploads the film of one demo lesson for its instructor; it is checked and prepared as any other. Does nothing where it is. */
export async function seed(scope: Scope): Promise<void> {
  const assetId = demoId('Content', demoVideoLesson);
  const course = await scope.documents.of(courses).findOne({ _id: demoId('Course', courseSlug) });
  const ownerId = course?.instructorIds[0];
  if (ownerId === undefined || (await scope.documents.of(assets).findOne({ _id: assetId }))) return;
  const upload = await begin(scope, assetId, ownerId);
  const store = scope.shared(UploadStore);
  await store.prepare(upload._id, upload.bytes);
  await store.write(createReadStream(film), upload._id, 0);
  await scope.get(UploadService).finish(upload._id);
}

async function begin(scope: Scope, assetId: string, ownerId: string): Promise<Upload> {
  const { size: bytes } = await stat(film);
  return scope.transaction(async (tx) => {
    const whose = { ownerId, organisationId: null };
    const facts = { ...whose, kind: AssetKind.VIDEO, fileName: 'four-distances.mp4', protection: null, bytes };
    const asset = newAsset(tx, facts, assetId);
    const upload = newUpload(tx, asset, asset.current, { ownerId, checksum: null });
    await tx.get(Quota).take(whose, bytes);
    await tx.documents.of(assets).insertOne(asset);
    await tx.documents.of(uploads).insertOne(upload);
    return upload;
  });
}
