import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { AssetState, RefusalReason } from '../asset/asset.states';
import { AssetStore } from '../asset/asset.store';
import { checkUpload } from './check-upload.job';
import { Quota } from './quota';
import { uploads } from './upload.document';
import { heldUploads } from './upload.lock';
import { UploadStore } from './upload.store';

/** How uploads end. */
export class UploadService {
  constructor(private readonly scope: Scope) {}

  /** The last byte has come: from here on the house works on it. Twice is once. */
  async finish(id: string): Promise<void> {
    await this.scope.transaction(async (tx) => {
      const finishedAt = tx.clock.now();
      const upload = await tx.documents
        .of(uploads)
        .findOneAndUpdate({ _id: id, finishedAt: null }, { $set: { finishedAt } });
      if (!upload) return;
      await tx.get(AssetStore).move(upload, AssetState.CHECKING);
      await enqueue(tx, checkUpload, { uploadId: id });
    });
  }

  /** Nobody sends the rest. */
  async abandon(id: string): Promise<void> {
    await this.scope.transaction(async (tx) => {
      const upload = await tx.documents.of(uploads).findOne({ _id: id, finishedAt: null });
      if (!upload) return;
      await tx.documents.of(uploads).deleteOne({ _id: id });
      await tx.documents.of(heldUploads).deleteOne({ _id: id });
      const refusal = { reason: RefusalReason.ABANDONED, detail: null };
      const asset = await tx.get(AssetStore).move(upload, AssetState.REFUSED, { refusal });
      if (asset) await tx.get(Quota).release(asset, upload.bytes);
    });
    await this.scope.shared(UploadStore).discard(id);
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
