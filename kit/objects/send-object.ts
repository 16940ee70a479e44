import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
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

/** Times that an object may be written anew between its headers and its bytes. */
const tries = 5;

type Readings = Pick<ObjectStore, 'head' | 'read'>;

/**
 * Answers GET or HEAD with an object: whole, a range, or "not modified". What browsers would run is a download. Of an object
 * that is written anew meanwhile, one version is sent, and never parts of two.
 * @throws NOT_FOUND, and UNAVAILABLE where the object changes faster than a range of it can be read
 */
export async function sendObject(
  request: FastifyRequest,
  reply: FastifyReply,
  objects: Readings,
  key: string,
  instead: Partial<ObjectHeaders> = {},
): Promise<FastifyReply> {
  const { range, 'if-none-match': known } = request.headers;
  if (request.method === 'GET' && range === undefined && known === undefined) {
    const { object, stream } = there(await objects.read(key));
    return reply
      .headers(headersOf({ ...object, ...instead }))
      .header('content-length', object.bytes)
      .send(stream);
  }
  for (let attempt = 1; attempt <= tries; attempt++) {
    const object = { ...there(await objects.head(key)), ...instead };
    const answer = await answerTo(request, objects, object);
    if (answer) return reply.code(answer.status).headers(answer.headers).send(answer.stream);
  }
  throw kitErrors.UNAVAILABLE();
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | number>;
  readonly stream?: Readable;
}

/** Null where the object is another version by now. */
async function answerTo(request: FastifyRequest, objects: Readings, object: StoredObject): Promise<Answer | null> {
  const { range: asked, 'if-range': version, 'if-none-match': known } = request.headers;
  const headers = headersOf(object);
  const { bytes } = object;
  if (isKnown(known, object)) return { status: 304, headers };
  if (request.method === 'HEAD') return { status: 200, headers: { ...headers, 'content-length': bytes } };
  const range = isOtherVersion(version?.toString(), object) ? null : rangeOf(asked, bytes);
  if (range === 'unsatisfiable') return { status: 416, headers: { 'content-range': `bytes */${bytes}` } };
  const found = await openVersion(objects, object, range);
  if (!found) return null;
  const { stream } = found;
  const length = { 'content-length': lengthOf(object, range) };
  if (!range) return { status: 200, headers: { ...headers, ...length }, stream };
  const part = { 'content-range': `bytes ${range.start}-${range.end}/${bytes}` };
  return { status: 206, headers: { ...headers, ...length, ...part }, stream };
}

async function openVersion(
  objects: Readings,
  { key, etag }: StoredObject,
  range: ByteRange | null,
): Promise<OpenObject | null> {
  const found = await objects.read(key, range ?? undefined).catch(nullIfShorter);
  if (found?.object.etag === etag) return found;
  found?.stream.destroy();
  return null;
}

/** @throws NOT_FOUND */
function there<T>(found: T | null): T {
  if (found === null) throw kitErrors.NOT_FOUND({ thing: 'object' });
  return found;
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
