import { S3ServiceException, type _Object as Listed } from '@aws-sdk/client-s3';
import type { ListedObject, StoredObject } from './object-store';

interface ObjectAnswer {
  readonly ETag?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly LastModified?: Date | undefined;
}

/** What S3 says of an object in the headers of an answer. */
export function storedObject(key: string, answer: ObjectAnswer, bytes: number): StoredObject {
  const { ETag, ContentType, CacheControl, ContentDisposition, LastModified } = answer;
  return {
    key,
    bytes,
    modifiedAt: LastModified ?? new Date(0),
    etag: ETag ?? '""',
    contentType: ContentType ?? 'application/octet-stream',
    ...(CacheControl === undefined ? {} : { cacheControl: CacheControl }),
    ...(ContentDisposition === undefined ? {} : { contentDisposition: ContentDisposition }),
  };
}

export const listedObject = ({ Key = '', Size = 0, LastModified = new Date(0) }: Listed): ListedObject => ({
  key: Key,
  bytes: Size,
  modifiedAt: LastModified,
});

/** Bytes of the whole object, of which the answer may hold a part. */
export function readLength(answer: { ContentRange?: string | undefined; ContentLength?: number | undefined }): number {
  const total = /\/(\d+)$/.exec(answer.ContentRange ?? '')?.[1];
  return total === undefined ? (answer.ContentLength ?? 0) : Number(total);
}

export const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

export const isAbsent = (error: unknown): boolean => statusOf(error) === 404;
