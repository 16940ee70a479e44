import { createHash, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import * as tus from 'tus-js-client';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import { serveSubgraph } from '../../../kit/subgraph/server';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { until } from '../../../kit/testing/until';
import { person } from '../../../kit/testing/viewers';
import { media } from '..';
import { AssetKind } from '../asset/asset.kind';
import { AssetState, RefusalReason } from '../asset/asset.states';
import { noise } from '../testing/files';
import { assetOf } from '../testing/upload';
import { TicketService } from './ticket.service';
import type { Upload } from './upload.document';
import { UploadStore } from './upload.store';

const house = subgraphTest(media);
let served: FastifyInstance;
let source: Buffer;
let viewer: Viewer;

beforeAll(async () => {
  source = await noise();
});
beforeEach(async () => {
  viewer = person(randomUUID());
  await start();
});
afterEach(() => served.close());

/** A process of its own, as far as uploads go: nothing but the files and the documents is there before. */
async function start(): Promise<void> {
  served = serveSubgraph(house.subgraph);
  await served.listen({ host: '127.0.0.1', port: 0 });
}

const urlOf = (path: string) => `http://127.0.0.1:${(served.server.address() as AddressInfo).port}${path}`;
const pathOf = ({ _id }: Upload) => `/media/uploads/${_id}`;

const ask = async (bytes = source.length): Promise<Upload> =>
  (
    await house
      .as(viewer)
      .get(TicketService)
      .create({ kind: AssetKind.IMAGE, fileName: 'a.jpg', bytes: BigInt(bytes) })
  ).upload;

async function headers(of: Viewer = viewer): Promise<Record<string, string>> {
  return { 'tus-resumable': '1.0.0', [viewerHeader]: await new ViewerSeal(house.house.secrets, house.clock).sign(of) };
}

async function call(
  method: string,
  path: string,
  more: Record<string, string> = {},
  body?: Uint8Array<ArrayBuffer>,
  as = viewer,
) {
  return fetch(urlOf(path), { method, headers: { ...(await headers(as)), ...more }, ...(body ? { body } : {}) });
}

const patch = (path: string, offset: number, body: Buffer, more: Record<string, string> = {}) =>
  call(
    'PATCH',
    path,
    { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...more },
    new Uint8Array(body),
  );

async function stateOf({ assetId }: Upload): Promise<AssetState> {
  await house.settle();
  return (await assetOf(house, assetId)).state;
}

it('a client of tus sends a file in parts and again after a break', async () => {
  const upload = await ask();
  const given = { uploadUrl: urlOf(pathOf(upload)), chunkSize: 10_000, headers: await headers() };
  await new Promise<void>((resolve, reject) => {
    const first = new tus.Upload(source, {
      ...given,
      onChunkComplete: (_size, sent) => {
        if (sent >= 20_000) void first.abort().then(resolve, reject);
      },
      onError: reject,
    });
    first.start();
  });
  await served.close();
  await start();
  await new Promise<void>((resolve, reject) => {
    const uploadUrl = urlOf(pathOf(upload));
    new tus.Upload(source, { ...given, uploadUrl, onSuccess: () => resolve(), onError: reject }).start();
  });
  expect(await stateOf(upload)).toBe(AssetState.READY);
  const { checksum } = (await assetOf(house, upload.assetId)).current;
  expect(checksum).toBe(createHash('sha256').update(source).digest('hex'));
});

it('a connection that breaks keeps what has come, and the rest is enough', async () => {
  const upload = await ask();
  const broken = httpRequest(urlOf(pathOf(upload)), {
    method: 'PATCH',
    headers: {
      ...(await headers()),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'content-length': source.length,
    },
  });
  broken.on('error', () => undefined);
  broken.write(source.subarray(0, 5_000));
  const store = house.as().shared(UploadStore);
  await until(async () => (await store.offset(upload._id)) === 5_000);
  broken.destroy();
  const head = await call('HEAD', pathOf(upload));
  expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
    200,
    '5000',
    String(source.length),
  ]);
  expect((await patch(pathOf(upload), 5_000, source.subarray(5_000))).status).toBe(204);
  expect(await stateOf(upload)).toBe(AssetState.READY);
});

it('POST with a ticket says where the upload is, as often as it is asked, and loses nothing', async () => {
  const upload = await ask();
  const asked = {
    'upload-length': String(source.length),
    'upload-metadata': `ticket ${Buffer.from(upload._id).toString('base64')}`,
  };
  const created = await call('POST', '/media/uploads', asked);
  expect([created.status, created.headers.get('location')]).toEqual([201, `http://localhost:4000${pathOf(upload)}`]);
  await patch(pathOf(upload), 0, source.subarray(0, 1_000));
  const again = await call('POST', '/media/uploads', asked);
  expect([again.status, again.headers.get('upload-offset')]).toEqual([201, '1000']);
  const expires = Date.parse(again.headers.get('upload-expires') ?? '');
  expect(expires).toBe(Math.floor(upload.expiresAt.getTime() / 1_000) * 1_000);
});

it('without a ticket, or for other bytes than it is for, nothing is created', async () => {
  const upload = await ask();
  const ticket = (id: string) => ({ 'upload-metadata': `ticket ${Buffer.from(id).toString('base64')}` });
  const length = { 'upload-length': String(source.length) };
  const statuses = [
    await call('POST', '/media/uploads', length),
    await call('POST', '/media/uploads', { ...length, 'upload-metadata': 'not, base64 *' }),
    await call('POST', '/media/uploads', { ...length, ...ticket(randomUUID()) }),
    await call('POST', '/media/uploads', { ...length, ...ticket('../../etc/passwd') }),
    await call('POST', '/media/uploads', { 'upload-length': '1', ...ticket(upload._id) }),
    await call('POST', '/media/uploads', { 'upload-defer-length': '1', ...ticket(upload._id) }),
  ];
  expect(statuses.map(({ status }) => status)).toEqual([400, 400, 404, 404, 400, 400]);
});

it('existence: the upload of somebody else answers like one that is not there', async () => {
  const upload = await ask();
  const stranger = person(randomUUID());
  for (const method of ['HEAD', 'PATCH', 'DELETE']) {
    const theirs = await call(method, pathOf(upload), {}, undefined, stranger);
    const none = await call(method, `/media/uploads/${randomUUID()}`, {}, undefined, stranger);
    expect([theirs.status, await theirs.text()]).toEqual([404, await none.text()]);
  }
  expect((await call('HEAD', pathOf(upload))).status).toBe(200);
});

it('nobody, and nobody in particular, uploads nothing', async () => {
  const upload = await ask();
  const unsigned = await fetch(urlOf(pathOf(upload)), { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
  expect(unsigned.status).toBe(403);
  expect((await call('HEAD', pathOf(upload), {}, undefined, Viewer.anonymous)).status).toBe(401);
});

it('a part whose checksum is another is not kept; one whose checksum is right is', async () => {
  const upload = await ask();
  const part = source.subarray(0, 4_000);
  const sum = (bytes: Buffer, name = 'sha256') => `${name} ${createHash(name).update(bytes).digest('base64')}`;
  const wrong = await patch(pathOf(upload), 0, part, { 'upload-checksum': sum(source) });
  expect([wrong.status, (await call('HEAD', pathOf(upload))).headers.get('upload-offset')]).toEqual([460, '0']);
  const unknown = await patch(pathOf(upload), 0, part, { 'upload-checksum': 'crc32 AAAA' });
  expect(unknown.status).toBe(400);
  for (const [offset, name] of [
    [0, 'sha1'],
    [4_000, 'md5'],
    [8_000, 'sha256'],
  ] as const) {
    const bytes = source.subarray(offset, offset + 4_000);
    expect((await patch(pathOf(upload), offset, bytes, { 'upload-checksum': sum(bytes, name) })).status).toBe(204);
  }
  expect((await call('HEAD', pathOf(upload))).headers.get('upload-offset')).toBe('12000');
});

it('more bytes than the ticket is for, or at another place than the next, are refused', async () => {
  const upload = await ask(1_000);
  expect((await patch(pathOf(upload), 0, source.subarray(0, 2_000))).status).toBeGreaterThanOrEqual(400);
  expect((await patch(pathOf(upload), 700, source.subarray(0, 10))).status).toBe(409);
  const offset = Number((await call('HEAD', pathOf(upload))).headers.get('upload-offset'));
  expect(offset).toBeLessThanOrEqual(1_000);
});

it('DELETE gives the upload up', async () => {
  const upload = await ask();
  await patch(pathOf(upload), 0, source.subarray(0, 1_000));
  expect((await call('DELETE', pathOf(upload))).status).toBe(204);
  expect((await call('HEAD', pathOf(upload))).status).toBe(404);
  const { state, current } = await assetOf(house, upload.assetId);
  expect([state, current.refusal?.reason]).toEqual([AssetState.REFUSED, RefusalReason.ABANDONED]);
});

it('what has come whole says so until it is checked; a process that ended before it said so leaves that to the next', async () => {
  const upload = await ask();
  const store = house.as().shared(UploadStore);
  await store.prepare(upload._id, upload.bytes);
  await store.write(Readable.from([source]), upload._id, 0);
  for (let asked = 0; asked < 2; asked += 1)
    expect((await call('HEAD', pathOf(upload))).headers.get('upload-offset')).toBe(String(source.length));
  expect((await assetOf(house, upload.assetId)).state).toBe(AssetState.CHECKING);
  expect(await stateOf(upload)).toBe(AssetState.READY);
});

it('an upload whose time is up is over', async () => {
  const upload = await ask();
  house.clock.advance({ days: 1 });
  expect((await patch(pathOf(upload), 0, source)).status).toBe(410);
});

it('says what it can', async () => {
  const { headers: told, status } = await call('OPTIONS', '/media/uploads');
  expect(status).toBe(204);
  expect(told.get('tus-extension')).toBe('creation,creation-with-upload,termination,expiration,checksum');
  expect(told.get('tus-checksum-algorithm')).toBe('sha1,sha256,md5');
});

refuseCollectionScans(house);
