import { Transform, pipeline, type Readable } from 'node:stream';
import {
  ObjectRangeError,
  type ByteRange,
  type ObjectStore,
  type StoredObject,
} from '../../../kit/objects/object-store';
import { encryptedLength, encryptSegment, segmentIv } from '../packaging/segment-cipher';

type Readings = Pick<ObjectStore, 'head' | 'read'>;

/**
 * Objects as they are once they are encrypted, each time to the same bytes. `pathOf` gives an object's key the path by which
 * its IV is known.
 */
export function encryptedObjects(objects: Readings, key: Buffer, pathOf: (objectKey: string) => string): Readings {
  return {
    head: async (objectKey) => {
      const object = await objects.head(objectKey);
      return object && encrypted(object);
    },
    read: async (objectKey, range) => {
      const found = await objects.read(objectKey);
      if (!found) return null;
      const object = encrypted(found.object);
      if (range && range.start >= object.bytes) {
        found.stream.destroy();
        throw new ObjectRangeError(objectKey, object.bytes);
      }
      const iv = segmentIv(key, pathOf(objectKey));
      const whole = encryptSegment(found.stream, { key, iv });
      return { object, stream: range ? slice(whole, range) : whole };
    },
  };
}

const encrypted = (object: StoredObject): StoredObject => ({
  ...object,
  bytes: encryptedLength(object.bytes),
  etag: `${object.etag.slice(0, -1)}-aes"`,
});

/** Each block depends on all before it, so that the bytes before a range are made and thrown away. */
function slice(source: Readable, { start, end = Infinity }: ByteRange): Readable {
  let at = 0;
  const cutting = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      const from = at;
      at += chunk.length;
      done(null, chunk.subarray(Math.max(0, start - from), Math.max(0, end + 1 - from)));
    },
  });
  return pipeline(source, cutting, () => undefined);
}
