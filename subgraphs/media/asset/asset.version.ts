import type { TranscodeResult } from '../../../kit/events/catalog';
import type { AssetState, RefusalReason } from './asset.states';

/** A picture in one size and format. */
export interface StoredPicture {
  readonly key: string;
  readonly format: 'AVIF' | 'WEBP' | 'JPEG';
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** Pictures of one motif, as they stand upright. */
export interface PictureSet {
  readonly width: number;
  readonly height: number;
  readonly sizes: readonly StoredPicture[];
}

/** What a transcode made of a video or of sound; the files are below `prefix`. */
export interface Transcoded extends TranscodeResult {
  readonly jobId: string;
}

/** One file that an asset consists of, or consisted of. */
export interface AssetVersion {
  readonly id: string;
  /** Who sent it; the asset's owner unless told. */
  readonly sentById?: string;
  state: AssetState;
  /** Bytes as announced; from CHECKING on, as they are. */
  bytes: number;
  /** Media type by content; null before that is known. */
  contentType: string | null;
  /** SHA-256 of the source in hexadecimal; null before that is known. */
  checksum: string | null;
  /** Where the object store has the source. */
  readonly objectKey: string;
  refusal: { readonly reason: RefusalReason; readonly detail: string | null } | null;
  /** Of an image, or of the first page of a PDF. */
  picture: PictureSet | null;
  pageCount: number | null;
  transcoded: Transcoded | null;
  readonly createdAt: Date;
  readyAt: Date | null;
}

/** The folder of an asset in the object store. */
export const prefixOfAsset = (assetId: string): string => `media/${assetId}/`;
export const prefixOf = (assetId: string, versionId: string): string => `${prefixOfAsset(assetId)}${versionId}/`;
export const sourceKey = (assetId: string, versionId: string): string => `${prefixOf(assetId, versionId)}source`;
