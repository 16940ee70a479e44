import { on } from '../../../kit/events/on';
import { assets } from './asset.document';

/** A file that has several versions is what the newest is; before that one may be read, nobody opens it. */
export const onMediaChecked = on('media.checked', async (tx, { assetId: _id, contentType, extension }) => {
  await tx.documents.of(assets).updateOne({ _id }, { $set: { contentType, extension } }, { upsert: true });
});

/** What the house made itself, such as a recording, nobody had to check. */
export const onMediaUploaded = on('media.uploaded', async (tx, { assetId: _id, contentType }) => {
  await tx.documents.of(assets).updateOne({ _id }, { $setOnInsert: { contentType, extension: '' } }, { upsert: true });
});

export const onMediaRemoved = on('media.removed', async (tx, { assetId: _id }) => {
  await tx.documents.of(assets).deleteOne({ _id });
});
