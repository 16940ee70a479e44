import { kitErrors } from '../../../kit/errors/kit-errors';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { AssetState, RefusalReason } from '../asset/asset.states';
import { AssetStore } from '../asset/asset.store';
import { checkUpload } from './check-upload.job';
import { Quota } from './quota';
import { forgetUpload } from './forget-upload';
import { uploadParts } from './upload-part.document';
import { uploads, type Upload } from './upload.document';
import { UploadStore } from './upload.store';

/** How uploads end. */
export class UploadService {
  constructor(private readonly scope: Scope) {}

  /** The last byte has come, in one or in parts: from here on the house works on it. Twice is once. @throws NOT_FOUND */
  async finish(id: string, joined: Upload['joined'] = null): Promise<void> {
    await this.scope.transaction(async (tx) => {
      const finishedAt = tx.clock.now();
      const upload = await tx.documents
        .of(uploads)
        .findOneAndUpdate({ _id: id, finishedAt: null }, { $set: { finishedAt, joined } });
      if (!upload) return;
      if (joined) await keepParts(tx, joined.partIds);
      await tx.get(AssetStore).move(upload, AssetState.CHECKING);
      await enqueue(tx, checkUpload, { uploadId: id });
    });
  }

  /** Nobody sends the rest. */
  async abandon(id: string): Promise<void> {
    const partIds = await this.scope.transaction(async (tx) => {
      const upload = await tx.documents.of(uploads).findOne({ _id: id, finishedAt: null });
      if (!upload) return [];
      const forgotten = await forgetUpload(tx, id);
      const refusal = { reason: RefusalReason.ABANDONED, detail: null };
      const asset = await tx.get(AssetStore).move(upload, AssetState.REFUSED, { refusal });
      if (asset) await tx.get(Quota).release(asset, upload.bytes);
      return forgotten;
    });
    for (const each of [id, ...partIds]) await this.scope.shared(UploadStore).discard(each);
  }

  /** Ends uploads whose time is up: those that came whole after all are finished. */
  async sweep(): Promise<void> {
    const store = this.scope.shared(UploadStore);
    const due = await this.scope.documents
      .of(uploads)
      .find({ finishedAt: null, expiresAt: { $lte: this.scope.clock.now() } })
      .sort({ expiresAt: 1 })
      .limit(500)
      .toArray();
    for (const { _id: id, bytes } of due)
      await ((await store.offset(id)) === bytes ? this.finish(id) : this.abandon(id));
    // Twice the time that an upload may take: what is older than that is nobody's.
    const forgotten = 2 * this.scope.config.UPLOAD_LIFETIME * 1_000;
    await store.place.sweep(new Date(this.scope.clock.now().getTime() - forgotten));
  }
}

/** From now on nobody takes them away before the upload is checked. @throws NOT_FOUND where somebody has */
async function keepParts(tx: Scope, partIds: readonly string[]): Promise<void> {
  const { matchedCount } = await tx.documents
    .of(uploadParts)
    .updateMany({ _id: { $in: [...partIds] }, isJoined: false }, { $set: { isJoined: true } });
  if (matchedCount < partIds.length) throw kitErrors.NOT_FOUND({ thing: 'part' });
}
