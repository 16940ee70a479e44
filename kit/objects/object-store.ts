import type { Readable } from 'node:stream';
import type { Pieces } from './pieces';

/** What clients are told about an object. */
export interface ObjectHeaders {
  /** Media type, such as `video/mp4`. */
  readonly contentType: string;
  /** Value of the Cache-Control header (RFC 9111). */
  readonly cacheControl?: string | undefined;
  /** Value of the Content-Disposition header (RFC 6266); `dispositionOf` writes it. */
  readonly contentDisposition?: string | undefined;
}

export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
}

export interface StoredObject extends ListedObject, ObjectHeaders {
  /** Strong validator in quotes (RFC 9110, 8.8.3): another one where the bytes are others. */
  readonly etag: string;
}

export interface HashedObject extends StoredObject {
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
}

/** First and last byte, both included, from 0; a last byte past the end is the end. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number | undefined;
}

/** What is read of an object: the range that was asked for, once. */
export interface ObjectPieces {
  readonly object: StoredObject;
  /** One piece after the other, to the end or until one is not taken. */
  readonly inPieces: Pieces;
  /** Nothing is read after all. */
  close(): Promise<void>;
}

export interface OpenObject extends ObjectPieces {
  /** The same, instead. Who does not read it to the end destroys it. */
  readonly stream: Readable;
}

export interface SignedUrlOptions {
  /** Seconds, at most seven days. */
  readonly expiresIn: number;
  /** Content-Disposition of the answer, instead of the object's own. */
  readonly disposition?: string | undefined;
}

/**
 * Bytes under keys such as `media/<assetId>/<versionId>/source`. An object is written whole or not at all, and whoever reads
 * it while it is written anew reads the old one to its end. No key may be another one's folder: not every S3 has `a` and
 * `a/b`. Keys are checked: @throws ObjectKeyError.
 */
export interface ObjectStore {
  /** Writes an object, or writes it anew, from a stream without keeping it in memory. A stream that fails leaves nothing. */
  put(key: string, body: Readable | Uint8Array, headers: ObjectHeaders): Promise<StoredObject>;
  /** Writes an object from files of this machine, one after the other. */
  putFiles(key: string, files: readonly string[], headers: ObjectHeaders): Promise<HashedObject>;
  head(key: string): Promise<StoredObject | null>;
  /** @throws ObjectRangeError where the range begins past the end */
  read(key: string, range?: ByteRange): Promise<OpenObject | null>;
  /** Objects below a prefix that ends with `/`, or all below '', by key in byte order. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /** Deletes an object if it is there. */
  delete(key: string): Promise<void>;
  /** Deletes every object below a prefix, which ends with `/`. */
  deletePrefix(prefix: string): Promise<void>;
  /** Copies bytes, and headers unless others are given; null where there is nothing to copy. */
  copy(from: string, to: string, headers?: ObjectHeaders): Promise<StoredObject | null>;
  /** Writes an object into a file of this machine; null, and no file, where there is none. */
  download(key: string, file: string): Promise<StoredObject | null>;
  /** A URL under which anybody reads the object until it expires. It is signed whether the object exists or not. */
  signedUrl(key: string, options: SignedUrlOptions): Promise<string>;
  close(): Promise<void>;
}

/** A range that begins past the end of the object. */
export class ObjectRangeError extends Error {
  override readonly name = 'ObjectRangeError';

  constructor(
    key: string,
    readonly bytes: number,
  ) {
    super(`The range begins past the ${bytes} bytes of ${key}.`);
  }
}
