import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  S3Client,
  type MultipartUpload,
} from '@aws-sdk/client-s3';
import { S3Store } from '@tus/s3-store';
import { ERRORS, Upload } from '@tus/utils';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ByteRange, ObjectHeaders, ObjectStore, OpenObject } from '../../../kit/objects/object-store';
import { Bucket } from '../../../kit/objects/s3-bucket';
import { isAbsent } from '../../../kit/objects/s3-answers';
import { s3ClientOptions, type S3Settings } from '../../../kit/objects/s3-client';
import { isUuid } from '../../../kit/scope/ids';
import { checksumMismatch, type Checksum } from './checksum';
import { startBytes, typeOfStart } from './content-type';
import { hashed } from './hashing';
import { pour } from './pour';
import type { Kept, UploadPlace } from './upload.place';

const prefix = 'uploads/';
/** What it remembers of uploads would outlive those that another process ends. */
const forgetful = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};
/** Files of 8 MB in the temporary folder, at most, that wait for the bucket. */
const partsAtOnce = 16;

/**
 * A multipart upload of a bucket for each, which processes share: whichever gets the next part goes on. What is too short
 * for a part of its own is an object beside it until more comes.
 */
export class S3Uploads implements UploadPlace {
  private readonly client: S3Client;
  private readonly bucket: Bucket;
  private readonly parts: S3Store;

  constructor(
    settings: S3Settings,
    private readonly objects: ObjectStore,
  ) {
    const options = s3ClientOptions(settings, settings.endpoint);
    this.client = new S3Client(options);
    this.bucket = new Bucket(this.client, settings.bucket);
    const s3ClientConfig = { ...options, bucket: settings.bucket };
    this.parts = new S3Store({
      s3ClientConfig,
      useTags: false,
      cache: forgetful,
      maxConcurrentPartUploads: partsAtOnce,
    });
  }

  async isPrepared(id: string): Promise<boolean> {
    return (await this.objects.head(`${keyOf(id)}.info`)) !== null;
  }

  async prepare(id: string, size: number): Promise<void> {
    if (await this.isPrepared(id)) return;
    await this.bucket.ensure();
    await this.parts.create(new Upload({ id: keyOf(id), size, offset: 0 }));
  }

  async offset(id: string): Promise<number | null> {
    return (await this.isPrepared(id)) ? (await this.parts.getUpload(keyOf(id))).offset : null;
  }

  async describe(id: string): Promise<Upload> {
    const { size, offset } = await this.parts.getUpload(keyOf(id));
    return new Upload({ id, offset, ...(size === undefined ? {} : { size }) });
  }

  /** What was sent to a bucket cannot be taken back: a part with a checksum waits in a file until it is known to be right. */
  async write(part: Readable, id: string, offset: number, expected: Checksum | null): Promise<number> {
    if (!expected) return this.append(part, id, offset);
    const file = join(tmpdir(), `lyceum-part-${randomUUID()}`);
    try {
      const { stream, digest } = hashed(part, expected.algorithm);
      await pipeline(stream, createWriteStream(file));
      if (digest('base64') !== expected.digest) throw checksumMismatch;
      return await this.parts.write(createReadStream(file), keyOf(id), offset);
    } finally {
      await rm(file, { force: true });
    }
  }

  async typeOf(ids: readonly string[]): Promise<string | undefined> {
    const starts: Buffer[] = [];
    for (let have = 0, at = 0; have < startBytes && at < ids.length; have += starts[at]!.length, at += 1) {
      const found = await this.whole(ids[at]!, { start: 0, end: startBytes - 1 - have });
      if (!found) return undefined;
      starts.push(await buffer(found.stream));
    }
    return typeOfStart(Buffer.concat(starts));
  }

  async keep(ids: readonly string[], key: string, headers: ObjectHeaders): Promise<Kept | null> {
    const [id, ...rest] = ids;
    return rest.length === 0 ? this.copy(id!, key, headers) : this.join(ids, key, headers);
  }

  async discard(id: string): Promise<void> {
    await this.parts.remove(keyOf(id)).catch((error: unknown) => {
      // Completed before, or never begun.
      if (error !== ERRORS.FILE_NOT_FOUND) throw error;
    });
    await this.objects.deletePrefix(folderOf(id));
  }

  /** What a process that ended in the middle left behind. */
  async sweep(before: Date): Promise<void> {
    if (!(await this.bucket.exists())) return;
    for await (const { Key, UploadId, Initiated } of this.begun())
      if (Initiated && Initiated < before) await this.abort(Key, UploadId);
    for await (const { key, modifiedAt } of this.objects.list(prefix))
      if (modifiedAt < before) await this.objects.delete(key);
  }

  /** S3 copies it; the bytes pass here to be hashed only. */
  private async copy(id: string, key: string, headers: ObjectHeaders): Promise<Kept | null> {
    const found = await this.whole(id);
    if (!found) return null;
    const hash = createHash('sha256');
    await found.inPieces((piece) => Promise.resolve(void hash.update(piece)));
    const kept = await this.objects.copy(keyOf(id), key, headers);
    return kept && { bytes: kept.bytes, sha256: hash.digest('hex') };
  }

  /** S3 joins no parts of less than 5 MB, so that they pass here. @throws where one is gone */
  private async join(ids: readonly string[], key: string, headers: ObjectHeaders): Promise<Kept> {
    const hash = createHash('sha256');
    const opened = (id: string): Promise<OpenObject | null> => this.whole(id);
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (const id of ids) {
        const part = await opened(id);
        if (!part) throw new Error(`Part ${id} is gone.`);
        for await (const chunk of part.stream as AsyncIterable<Uint8Array>) {
          hash.update(chunk);
          yield chunk;
        }
      }
    }
    const kept = await this.objects.put(key, Readable.from(bytes(), { objectMode: false }), headers);
    return { bytes: kept.bytes, sha256: hash.digest('hex') };
  }

  /** What came whole, put together where a process ended between the last part and that. Null where it is gone. */
  private async whole(id: string, range?: ByteRange): Promise<OpenObject | null> {
    const found = await this.objects.read(keyOf(id), range);
    if (found) return found;
    const { size, offset } = await this.parts.getUpload(keyOf(id));
    if (offset !== size) return null;
    await this.parts.write(Readable.from([]), keyOf(id), offset).catch((error: unknown) => {
      if (!isAbsent(error)) throw error;
    });
    return this.objects.read(keyOf(id), range);
  }

  /** A connection that breaks ends the part, not the upload: what has come is kept. */
  private async append(part: Readable, id: string, offset: number): Promise<number> {
    const received = new PassThrough();
    const poured = pour(part, received);
    // Told once what had come is in the bucket.
    poured.catch(() => undefined);
    const end = await this.parts.write(received, keyOf(id), offset);
    await poured;
    return end;
  }

  /** Multipart uploads that have neither ended nor been given up. */
  private async *begun(): AsyncGenerator<MultipartUpload> {
    const input = { Bucket: this.bucket.name, Prefix: prefix };
    let marker = {};
    for (let isMore = true; isMore;) {
      const page = await this.client.send(new ListMultipartUploadsCommand({ ...input, ...marker }));
      yield* page.Uploads ?? [];
      isMore = page.IsTruncated ?? false;
      marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    }
  }

  private async abort(Key: string | undefined, UploadId: string | undefined): Promise<void> {
    const upload = { Bucket: this.bucket.name, Key, UploadId };
    await this.client.send(new AbortMultipartUploadCommand(upload)).catch((error: unknown) => {
      if (!isAbsent(error)) throw error;
    });
  }
}

function folderOf(id: string): string {
  if (!isUuid(id)) throw ERRORS.FILE_NOT_FOUND;
  return `${prefix}${id}/`;
}

const keyOf = (id: string): string => `${folderOf(id)}data`;
