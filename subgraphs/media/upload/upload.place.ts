import type { Upload } from '@tus/utils';
import type { Readable } from 'node:stream';
import type { HashedObject, ObjectHeaders } from '../../../kit/objects/object-store';
import type { Checksum } from './checksum';

/** What became an object. */
export type Kept = Pick<HashedObject, 'bytes' | 'sha256'>;

/** Where the bytes of an upload are until it is checked. Ids are those of uploads; @throws FILE_NOT_FOUND of tus for others. */
export interface UploadPlace {
  /** Whether bytes can be added. */
  isPrepared(id: string): Promise<boolean>;
  /** Makes an empty upload of so many bytes, unless it is there; not twice at a time. */
  prepare(id: string, size: number): Promise<void>;
  /** Bytes that are there; null where nothing is. */
  offset(id: string): Promise<number | null>;
  /** As tus wants to know of it. */
  describe(id: string): Promise<Upload>;
  /**
   * Adds what comes, as far as it comes, and answers how many bytes there are then. A part that was to have a checksum is
   * added whole or not at all. @throws ChecksumMismatch
   */
  write(part: Readable, id: string, offset: number, expected: Checksum | null): Promise<number>;
  /** Media type by content of uploads, one after the other; undefined where it is none that is known. */
  typeOf(ids: readonly string[]): Promise<string | undefined>;
  /** Puts what has come of uploads, one after the other, into the object store. Null where one is gone. */
  keep(ids: readonly string[], key: string, headers: ObjectHeaders): Promise<Kept | null>;
  /** Takes away whatever there is. */
  discard(id: string): Promise<void>;
  /** Takes away what was begun before then and forgotten by everyone. */
  sweep(before: Date): Promise<void>;
}
