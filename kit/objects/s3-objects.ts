import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Clock } from '../scope/clock';
import { downloadTo } from './download-to';
import { heardBody } from './heard-body';
import { checkedHeader, checkedHeaders } from './object-headers';
import { narrowPrefixSegmentsOf, prefixSegmentsOf, segmentsOf } from './object-key';
import { ObjectRangeError } from './object-store';
import type {
  ByteRange,
  HashedObject,
  ListedObject,
  ObjectHeaders,
  ObjectStore,
  OpenObject,
  SignedUrlOptions,
  StoredObject,
} from './object-store';
import { openStream } from './open-stream';
import { Bucket } from './s3-bucket';
import { s3ClientOptions, type S3Settings } from './s3-client';
import { copyInParts } from './s3-copy';
import { isAbsent, listedObject, readLength, statusOf, storedObject } from './s3-answers';
import { checkedExpiry } from './signed-urls';

/** Bytes of a part, of which one is in memory per upload: 10,000 of them, which S3 allows, are 80 GB. */
const partSize = 8 * 1024 * 1024;

export interface S3Options extends S3Settings {
  readonly clock: Clock;
  /** Bytes that S3 copies in one call; 5 GB at most. */
  readonly copyLimit?: number;
  /** Objects of one page of a list; S3's own 1,000 at most. */
  readonly listLimit?: number;
}

/** Objects in a bucket of anything that speaks S3's API. The bucket is made with the first object if it is missing. */
export class S3Objects implements ObjectStore {
  private readonly client: S3Client;
  /** Signs for the address that clients reach. */
  private readonly signer: S3Client;
  private readonly bucket: Bucket;

  constructor(private readonly options: S3Options) {
    this.client = new S3Client(s3ClientOptions(options, options.endpoint));
    this.signer = new S3Client(s3ClientOptions(options, options.publicEndpoint ?? options.endpoint));
    this.bucket = new Bucket(this.client, options.bucket);
  }

  async put(key: string, body: Readable | Uint8Array, headers: ObjectHeaders): Promise<StoredObject> {
    const Body = heardBody(body);
    const params = { ...this.at(key), ...s3Headers(checkedHeaders(headers)), Body };
    await this.bucket.ensure();
    // One part at a time: with several, a stream that fails may leave an upload that was just being begun.
    await new Upload({ client: this.client, params, partSize, queueSize: 1 }).done();
    return this.written(key);
  }

  async putFiles(key: string, files: readonly string[], headers: ObjectHeaders): Promise<HashedObject> {
    const hash = createHash('sha256');
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (const file of files)
        for await (const chunk of createReadStream(file, { highWaterMark: 1_048_576 }) as AsyncIterable<Uint8Array>) {
          hash.update(chunk);
          yield chunk;
        }
    }
    const written = await this.put(key, Readable.from(bytes(), { objectMode: false }), headers);
    return { ...written, sha256: hash.digest('hex') };
  }

  async head(key: string): Promise<StoredObject | null> {
    const found = await this.client.send(new HeadObjectCommand(this.at(key))).catch(nullIfAbsent);
    return found && storedObject(key, found, found.ContentLength ?? 0);
  }

  async read(key: string, range?: ByteRange): Promise<OpenObject | null> {
    const isWhole = range === undefined || (range.start === 0 && range.end === undefined);
    const Range = isWhole ? undefined : `bytes=${range.start}-${range.end ?? ''}`;
    const found = await this.client
      .send(new GetObjectCommand({ ...this.at(key), Range }))
      .catch((error: unknown) => (statusOf(error) === 416 ? this.refuseRange(key) : nullIfAbsent(error)));
    if (!found) return null;
    if (!(found.Body instanceof Readable)) throw new Error('S3 answered without a stream.');
    return openStream(storedObject(key, found, readLength(found)), found.Body);
  }

  async *list(prefix: string): AsyncGenerator<ListedObject> {
    prefixSegmentsOf(prefix);
    for await (const page of this.pages(prefix)) yield* page;
  }

  async delete(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.at(key))).catch(nullIfAbsent);
  }

  async deletePrefix(prefix: string): Promise<void> {
    narrowPrefixSegmentsOf(prefix);
    for await (const page of this.pages(prefix)) {
      const Delete = { Objects: page.map(({ key }) => ({ Key: key })), Quiet: true };
      const { Errors = [] } = await this.client.send(new DeleteObjectsCommand({ Bucket: this.bucket.name, Delete }));
      if (Errors[0]) throw new Error(`S3 did not delete ${Errors[0].Key}: ${Errors[0].Code} ${Errors[0].Message}`);
    }
  }

  async copy(from: string, to: string, headers?: ObjectHeaders): Promise<StoredObject | null> {
    const [source, target] = [this.at(from), this.at(to)];
    const found = await this.head(from);
    // S3 refuses a copy that changes nothing.
    if (!found || (from === to && !headers)) return found;
    const told = headers && { ...s3Headers(checkedHeaders(headers)), MetadataDirective: 'REPLACE' as const };
    const CopySource = `${source.Bucket}/${source.Key}`;
    const { copyLimit = 5_000_000_000 } = this.options;
    if (found.bytes > copyLimit)
      await copyInParts(this.client, { ...target, ...s3Headers(found), ...told, CopySource }, found, copyLimit);
    else if (!(await this.client.send(new CopyObjectCommand({ ...target, ...told, CopySource })).catch(nullIfAbsent)))
      return null;
    return this.written(to);
  }

  download(key: string, file: string): Promise<StoredObject | null> {
    return downloadTo(this, key, file);
  }

  async signedUrl(key: string, { expiresIn, disposition }: SignedUrlOptions): Promise<string> {
    const ResponseContentDisposition = disposition === undefined ? undefined : checkedHeader(disposition);
    const command = new GetObjectCommand({ ...this.at(key), ResponseContentDisposition });
    const signingDate = this.options.clock.now();
    return getSignedUrl(this.signer, command, { expiresIn: checkedExpiry(expiresIn), signingDate });
  }

  close(): Promise<void> {
    this.client.destroy();
    this.signer.destroy();
    return Promise.resolve();
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket.name, Key: segmentsOf(key).join('/') };
  }

  private async written(key: string): Promise<StoredObject> {
    const found = await this.head(key);
    if (!found) throw new Error(`${key} was deleted while it was written.`);
    return found;
  }

  private async refuseRange(key: string): Promise<null> {
    const found = await this.head(key);
    if (!found) return null;
    throw new ObjectRangeError(key, found.bytes);
  }

  /** Up to so many objects at a time as one call deletes. */
  private async *pages(prefix: string): AsyncGenerator<ListedObject[]> {
    const paging = { client: this.client, pageSize: this.options.listLimit };
    try {
      for await (const { Contents = [] } of paginateListObjectsV2(paging, { Bucket: this.bucket.name, Prefix: prefix }))
        if (Contents.length > 0) yield Contents.map(listedObject);
    } catch (error) {
      // Without a bucket there are none.
      nullIfAbsent(error);
    }
  }
}

const s3Headers = ({ contentType, cacheControl, contentDisposition }: ObjectHeaders) => ({
  ContentType: contentType,
  CacheControl: cacheControl,
  ContentDisposition: contentDisposition,
});

function nullIfAbsent(error: unknown): null {
  if (!isAbsent(error)) throw error;
  return null;
}
