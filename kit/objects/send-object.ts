import type { FastifyReply, FastifyRequest } from 'fastify';
import { kitErrors } from '../errors/kit-errors';
import { rangeOf } from './byte-range';
import { ObjectRangeError } from './object-store';
import type { ByteRange, ObjectHeaders, ObjectStore, OpenObject, StoredObject } from './object-store';
import { isKnown, isOtherVersion } from './preconditions';

/** Types that browsers only ever show, and never run. */
const shown =
  /^(image\/(?!svg)|video\/|audio\/|font\/|text\/(plain|vtt|csv)\b|application\/(pdf|json|dash\+xml|vnd\.apple\.mpegurl)\b)/;
/** PDF viewers of browsers do not work in a sandbox; they run nothing of the page either. */
const policyOf = (contentType: string): string =>
  contentType.startsWith('application/pdf') ? "default-src 'none'; object-src 'self'" : "default-src 'none'; sandbox";

/**
 * Answers GET or HEAD with an object: whole, a range, or "not modified". What browsers would run is a download.
 * @throws NOT_FOUND
 */
export async function sendObject(
  request: FastifyRequest,
  reply: FastifyReply,
  objects: Pick<ObjectStore, 'head' | 'read'>,
  key: string,
  instead: Partial<ObjectHeaders> = {},
): Promise<FastifyReply> {
  const object = await objects.head(key);
  if (!object) throw kitErrors.NOT_FOUND({ thing: 'object' });
  const headers = headersOf({ ...object, ...instead });
  if (isKnown(request.headers['if-none-match'], object)) return reply.code(304).headers(headers).send();
  if (request.method === 'HEAD') return reply.headers(headers).header('content-length', object.bytes).send();
  const { range: asked, 'if-range': version } = request.headers;
  const range = isOtherVersion(version?.toString(), object) ? null : rangeOf(asked, object.bytes);
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${object.bytes}`).send();
  const found = await openVersion(objects, object, range);
  if (range) void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${object.bytes}`);
  return reply.headers(headers).header('content-length', lengthOf(object, range)).send(found.stream);
}

/** @throws UNAVAILABLE where someone has written the object anew since its headers were read */
async function openVersion(
  objects: Pick<ObjectStore, 'read'>,
  { key, etag }: StoredObject,
  range: ByteRange | null,
): Promise<OpenObject> {
  const found = await objects.read(key, range ?? undefined).catch(nullIfShorter);
  if (found?.object.etag === etag) return found;
  found?.stream.destroy();
  throw kitErrors.UNAVAILABLE();
}

function nullIfShorter(error: unknown): null {
  if (!(error instanceof ObjectRangeError)) throw error;
  return null;
}

function headersOf(object: StoredObject): Record<string, string> {
  const { contentType, cacheControl = 'private, no-cache', contentDisposition, etag, modifiedAt } = object;
  const isShown = shown.test(contentType.toLowerCase());
  const disposition = isShown
    ? contentDisposition
    : (contentDisposition ?? 'attachment').replace(/^inline/i, 'attachment');
  return {
    'content-type': contentType,
    'cache-control': cacheControl,
    'accept-ranges': 'bytes',
    etag,
    'last-modified': modifiedAt.toUTCString(),
    'x-content-type-options': 'nosniff',
    'content-security-policy': policyOf(contentType),
    ...(disposition ? { 'content-disposition': disposition } : {}),
  };
}

function lengthOf({ bytes }: StoredObject, range: ByteRange | null): number {
  return range ? (range.end ?? bytes - 1) - range.start + 1 : bytes;
}
