import {
  ObjectRangeError,
  type ByteRange,
  type ObjectPieces,
  type ObjectStore,
  type StoredObject,
} from '../../../kit/objects/object-store';
import type { TakePiece } from '../../../kit/objects/pieces';
import { encryptedLength, segmentCipher, segmentIv } from '../packaging/segment-cipher';

interface EncryptedObjects extends Pick<ObjectStore, 'head'> {
  read(objectKey: string, range?: ByteRange): Promise<ObjectPieces | null>;
}

/**
 * Objects as they are once they are encrypted, each time to the same bytes. `pathOf` gives an object's key the path by which
 * its IV is known.
 */
export function encryptedObjects(
  objects: Pick<ObjectStore, 'head' | 'read'>,
  key: Buffer,
  pathOf: (objectKey: string) => string,
): EncryptedObjects {
  return {
    head: async (objectKey) => {
      const object = await objects.head(objectKey);
      return object && encrypted(object);
    },
    read: async (objectKey, range = { start: 0 }) => {
      const found = await objects.read(objectKey);
      if (!found) return null;
      const object = encrypted(found.object);
      if (range.start >= object.bytes) {
        await found.close();
        throw new ObjectRangeError(objectKey, object.bytes);
      }
      const cipher = segmentCipher({ key, iv: segmentIv(key, pathOf(objectKey)) });
      const inPieces = async (take: TakePiece): Promise<void> => {
        const cut = cutter(range, take);
        await found.inPieces((piece) => cut(cipher.update(piece)));
        await cut(cipher.final());
      };
      return { object, inPieces, close: () => found.close() };
    },
  };
}

const encrypted = (object: StoredObject): StoredObject => ({
  ...object,
  bytes: encryptedLength(object.bytes),
  etag: `${object.etag.slice(0, -1)}-aes"`,
});

/** Each block depends on all before it, so that the bytes before a range are made and thrown away. */
function cutter({ start, end = Infinity }: ByteRange, take: TakePiece): (bytes: Buffer) => Promise<void> {
  let at = 0;
  return async (bytes) => {
    const from = at;
    at += bytes.length;
    const part = bytes.subarray(Math.max(0, start - from), Math.max(0, end + 1 - from));
    if (part.length > 0) await take(part);
  };
}
