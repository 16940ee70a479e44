import { defineCollection } from '../../../kit/documents/collection';
import type { AssetKind } from '../asset/asset.kind';

/** An upload that was allowed, until what came of it is checked. Its id is that of the upload in tus, too. */
export interface Upload {
  readonly _id: string;
  readonly assetId: string;
  readonly versionId: string;
  /** Who may send the file: nobody else, whatever they know. */
  readonly ownerId: string;
  readonly organisationId: string | null;
  readonly kind: AssetKind;
  readonly bytes: number;
  /** SHA-256 that the client announced, in hexadecimal. */
  readonly checksum: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** When the last byte had come; null before. */
  finishedAt: Date | null;
  /** Of parts that were begun. */
  readonly partCount: number;
  readonly partBytes: number;
  /** What it was made of; null where it came in one. */
  readonly joined: { readonly header: string; readonly partIds: readonly string[] } | null;
}

export const uploads = defineCollection<Upload>({
  name: 'upload',
  indexes: [{ keys: { expiresAt: 1 }, where: { finishedAt: null } }, { keys: { finishedAt: 1 } }],
});
