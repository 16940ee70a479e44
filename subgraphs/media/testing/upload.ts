import { Readable } from 'node:stream';
import type { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import type { Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { assets } from '../asset/asset.document';
import { TicketService } from '../upload/ticket.service';
import type { Upload } from '../upload/upload.document';
import type { CreateUploadInput } from '../upload/upload.input';
import { UploadService } from '../upload/upload.service';
import { UploadStore } from '../upload/upload.store';

type Given = Partial<Omit<CreateUploadInput, 'bytes'>> & { readonly announced?: number };

/** Uploads a file as far as the house begins to work on it. */
export async function begin(
  house: SubgraphTest,
  viewer: Viewer,
  bytes: Uint8Array,
  given: Given = {},
): Promise<Upload> {
  const { announced = bytes.length, kind = AssetKind.IMAGE, fileName = 'a file.jpg', ...rest } = given;
  const input = { kind, fileName, bytes: BigInt(announced), ...rest };
  const { upload } = await house.as(viewer).get(TicketService).create(input);
  await deliver(house, upload, bytes);
  return upload;
}

/** Sends all bytes of an upload that was asked for. */
export async function deliver(house: SubgraphTest, upload: Upload, bytes: Uint8Array): Promise<void> {
  const store = house.as().shared(UploadStore);
  await store.prepare(upload._id, upload.bytes);
  await store.write(Readable.from([bytes]), upload._id, 0);
  await house.as().get(UploadService).finish(upload._id);
}

/** Uploads a file, and has the house do with it what it does. */
export async function send(house: SubgraphTest, viewer: Viewer, bytes: Uint8Array, given: Given = {}): Promise<Asset> {
  const { assetId } = await begin(house, viewer, bytes, given);
  await house.settle();
  return assetOf(house, assetId);
}

export async function assetOf(house: SubgraphTest, assetId: string): Promise<Asset> {
  return (await house.as().documents.of(assets).findOne({ _id: assetId }))!;
}
