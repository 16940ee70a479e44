import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { kitErrors } from '../errors/kit-errors';
import { rangeOf } from './byte-range';
import { ObjectRangeError } from './object-store';
import type { ByteRange, ObjectHeaders, ObjectPieces, ObjectStore, StoredObject } from './object-store';
import { isKnown, isOtherVersion } from './preconditions';

/** Types that browsers only ever show, and never run. */
const shown =
  /^(image\/(?!svg)|video\/|audio\/|font\/|text\/(plain|vtt|csv)\b|application\/(pdf|json|dash\+xml|vnd\.apple\.mpegurl)\b)/;
/** PDF viewers of browsers do not work in a sandbox; they run nothing of the page either. */
const policyOf = (contentType: string): string =>
  contentType.startsWith('application/pdf') ? "default-src 'none'; object-src 'self'" : "default-src 'none'; sandbox";

/** Times that an object may be written anew between its headers and its bytes. */
const tries = 5;

interface Readings extends Pick<ObjectStore, 'head'> {
  read(key: string, range?: ByteRange): Promise<ObjectPieces | null>;
}

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
    const pieces = there(await objects.read(key));
    const object = { ...pieces.object, ...instead };
    return send(reply, { status: 200, headers: { ...headersOf(object), 'content-length': object.bytes }, pieces });
  }
  for (let attempt = 1; attempt <= tries; attempt++) {
    const object = { ...there(await objects.head(key)), ...instead };
    const answer = await answerTo(request, objects, object);
    if (answer) return send(reply, answer);
  }
  throw kitErrors.UNAVAILABLE();
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | number>;
  readonly pieces?: ObjectPieces;
}

/** Past the framework, whose streams would keep what is read until somebody finds out that it was sent. */
function send(reply: FastifyReply, { status, headers, pieces }: Answer): FastifyReply {
  void reply.code(status).headers(headers);
  if (!pieces) return reply.send();
  reply.hijack();
  reply.raw.writeHead(status, reply.getHeaders() as OutgoingHttpHeaders);
  void write(reply.raw, pieces);
  return reply;
}

/** Who does not get all of it notices by the connection that ends. */
async function write(response: ServerResponse, pieces: ObjectPieces): Promise<void> {
  try {
    await pieces.inPieces((piece) => writePiece(response, piece));
    response.end();
  } catch {
    response.destroy();
  }
}

/** Done when the piece has been handed to the system. */
function writePiece(response: ServerResponse, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(new Error('The connection has ended.'));
    response.once('close', leave);
    response.write(piece, (error) => {
      response.off('close', leave);
      if (error) reject(error);
      else resolve();
    });
  });
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
  const length = { 'content-length': lengthOf(object, range) };
  if (!range) return { status: 200, headers: { ...headers, ...length }, pieces: found };
  const part = { 'content-range': `bytes ${range.start}-${range.end}/${bytes}` };
  return { status: 206, headers: { ...headers, ...length, ...part }, pieces: found };
}

async function openVersion(
  objects: Readings,
  { key, etag }: StoredObject,
  range: ByteRange | null,
): Promise<ObjectPieces | null> {
  const found = await objects.read(key, range ?? undefined).catch(nullIfShorter);
  if (found?.object.etag === etag) return found;
  await found?.close();
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
