import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { Viewer } from '../../../kit/identity/viewer';
import { contentKey } from '../../../kit/media/content-key';
import { sendObject } from '../../../kit/objects/send-object';
import type { Scope } from '../../../kit/scope/scope';
import { scopeOf } from '../../../kit/subgraph/public-routes';
import { clearKeyLicense } from '../packaging/clear-key';
import { LiveDelivery, type LiveAsked } from '../live/delivery/live-delivery';
import { Admission, type Admitted } from './admission';
import { captionsOf } from './caption-tracks';
import { deliveredAt, type Delivered } from './delivered';
import { encryptedObjects } from './encrypted-objects';
import type { PlaybackGrant } from './grant.document';
import { Manifests } from './manifests';

type Asked = FastifyRequest<{ Params: { readonly token: string; readonly '*': string } }>;

interface Delivery {
  readonly scope: Scope;
  readonly grant: PlaybackGrant;
  readonly token: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What players fetch: everything below /media/play/<token>/. What a grant is not for, or does not have, is NOT_FOUND. */
export function usePlayback(app: FastifyInstance): void {
  void app.register((routes, _options, done) => {
    // Players name licence requests as they like, or not at all.
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, parsed) =>
      parsed(null, body),
    );
    routes.route<{ Params: Asked['params'] }>({ method: ['GET', 'HEAD'], url: '/play/:token/*', handler: deliver });
    routes.post<{ Params: Asked['params'] }>('/play/:token/license', license);
    done();
  });
}

async function deliver(request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { token, '*': path } = request.params;
  const admission = scopeOf(request).get(Admission);
  const asked = { token, cookie: request.headers.cookie };
  const admitted = await (path === 'key' ? admission.toKeys(asked) : admission.toFiles(asked));
  const delivered = deliveredAt(path, admitted.grant);
  if (!delivered) throw kitErrors.NOT_FOUND({ thing: 'file' });
  return send(delivered, deliveryOf(request, reply, token, admitted));
}

async function license(request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { token } = request.params;
  const admitted = await scopeOf(request).get(Admission).toKeys({ token, cookie: request.headers.cookie });
  if (deliveredAt('license', admitted.grant)?.kind !== 'LICENSE') throw kitErrors.NOT_FOUND({ thing: 'file' });
  const { scope, grant } = deliveryOf(request, reply, token, admitted);
  const found = clearKeyLicense(parsed(request.body), [contentKey(scope.secrets, grant.versionId)]);
  if (!found) throw kitErrors.BAD_INPUT({ fields: { kids: 'Ask for keys that the manifest names.' } });
  return reply.header('cache-control', 'private, no-store').type('application/json').send(JSON.stringify(found));
}

/** Files are of the house: who may have them was decided by the grant. */
function deliveryOf(request: FastifyRequest, reply: FastifyReply, token: string, admitted: Admitted): Delivery {
  const { grant, setCookie } = admitted;
  if (setCookie !== null) void reply.header('set-cookie', setCookie);
  return { scope: scopeOf(request).as(Viewer.system), grant, token, request, reply };
}

function send(delivered: Delivered, delivery: Delivery): Promise<FastifyReply> | FastifyReply {
  const { scope, grant, token } = delivery;
  const manifests = new Manifests(scope, grant, token);
  switch (delivered.kind) {
    case 'MULTIVARIANT':
      return sendText(delivery, manifests.multivariant(), hls);
    case 'PLAYLIST':
      return sendText(delivery, manifests.playlist(delivered.path), hls);
    case 'CAPTION_PLAYLIST':
      return sendText(delivery, manifests.captions(delivered.id), hls);
    case 'DASH':
      return sendText(delivery, manifests.dash(), 'application/dash+xml');
    case 'FILE':
      return sendFile(delivery, `${grant.transcoded.prefix}/${delivered.path}`);
    case 'LIVE_PLAYLIST':
      return sendText(delivery, livePlaylist(delivery), hls);
    case 'LIVE_PART':
      return sendPart(delivery, delivered.path);
    case 'ENCRYPTED':
      return sendEncrypted(delivery, delivered.path);
    case 'CAPTIONS':
      return sendCaptions(delivery, delivered.id);
    case 'KEY':
      return sendKey(delivery);
    case 'LICENSE':
      return delivery.reply.code(405).header('allow', 'POST').send();
  }
}

const hls = 'application/vnd.apple.mpegurl';
/** Seen again, a file is asked for again: whoever may not have it any more does not get it from a cache either. */
const cacheControl = 'private, no-cache';

async function sendText(
  { request, reply }: Delivery,
  written: Promise<string>,
  contentType: string,
): Promise<FastifyReply> {
  const body = Buffer.from(await written);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  void reply.headers({ 'cache-control': cacheControl, etag, 'x-content-type-options': 'nosniff' });
  const known = request.headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  return known ? reply.code(304).send() : reply.type(contentType).send(body);
}

/** For a cache in front: what the bytes are, whoever asked, while the URL is one grant's. */
const objectHeader = 'lyceum-object';

function sendFile({ scope, request, reply }: Delivery, key: string): Promise<FastifyReply> {
  void reply.header(objectHeader, key);
  return sendObject(request, reply, scope.objects, key, { cacheControl });
}

function sendEncrypted({ scope, grant, request, reply }: Delivery, path: string): Promise<FastifyReply> {
  const { key } = contentKey(scope.secrets, grant.versionId);
  const objects = encryptedObjects(scope.objects, key, () => path);
  const objectKey = `${grant.transcoded.prefix}/${path}`;
  void reply.header(objectHeader, `${objectKey}?aes`);
  return sendObject(request, reply, objects, objectKey, { cacheControl });
}

/** Who has waited for it may have lost the right to it meanwhile. */
async function livePlaylist(delivery: Delivery): Promise<string> {
  const { scope, request } = delivery;
  const written = await scope.get(LiveDelivery).playlist(liveAsked(delivery), request.query);
  await admitAgain(delivery);
  return written;
}

async function sendPart(delivery: Delivery, path: string): Promise<FastifyReply> {
  const { scope, grant } = delivery;
  await scope.get(LiveDelivery).part(liveAsked(delivery), path);
  await admitAgain(delivery);
  return sendFile(delivery, `${grant.transcoded.prefix}/${path}`);
}

function liveAsked({ grant, reply }: Delivery): LiveAsked {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return { grantId: grant._id, liveSessionId: grant.liveSessionId ?? '', signal: gone.signal };
}

async function admitAgain({ request, token }: Delivery): Promise<void> {
  await scopeOf(request).get(Admission).toFiles({ token, cookie: request.headers.cookie });
}

async function sendCaptions(delivery: Delivery, id: string): Promise<FastifyReply> {
  const caption = (await captionsOf(delivery.scope, delivery.grant)).find(({ _id }) => _id === id);
  if (!caption) throw kitErrors.NOT_FOUND({ thing: 'caption' });
  return sendFile(delivery, caption.objectKey);
}

/** The 16 bytes, as HLS wants them. */
function sendKey({ scope, grant, reply }: Delivery): FastifyReply {
  const { key } = contentKey(scope.secrets, grant.versionId);
  return reply.header('cache-control', 'private, no-store').type('application/octet-stream').send(key);
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body)) as unknown;
  } catch {
    return null;
  }
}
