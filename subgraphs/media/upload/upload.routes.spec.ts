import { createHash, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import * as tus from 'tus-js-client';
import { Viewer } from '../../../kit/identity/viewer';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { until } from '../../../kit/testing/until';
import { person } from '../../../kit/testing/viewers';
import { media } from '..';
import { AssetState, RefusalReason } from '../asset/asset.states';
import { noise } from '../testing/files';
import { pathOf, publicUrl, ServedUploads } from '../testing/served-uploads';
import { assetOf } from '../testing/upload';
import { usages } from './quota';
import type { Upload } from './upload.document';
import { uploadParts } from './upload-part.document';
import { UploadService } from './upload.service';
import { UploadStore } from './upload.store';

const house = subgraphTest(media);
let served: ServedUploads;
let source: Buffer;

beforeAll(async () => {
  source = await noise();
});
beforeEach(async () => {
  served = await ServedUploads.start(house);
});
afterEach(() => served.stop());

const ask = (bytes = source.length): Promise<Upload> => served.ask(bytes);
const call: ServedUploads['call'] = (...asked) => served.call(...asked);
const patch: ServedUploads['patch'] = (...sent) => served.patch(...sent);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

it('a client of tus sends a file in parts and again after a break', async () => {
  const upload = await ask();
  const given = { uploadUrl: served.urlOf(pathOf(upload)), chunkSize: 10_000, headers: await served.headers() };
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
  await served.restart();
  await new Promise<void>((resolve, reject) => {
    const uploadUrl = served.urlOf(pathOf(upload));
    new tus.Upload(source, { ...given, uploadUrl, onSuccess: () => resolve(), onError: reject }).start();
  });
  expect(await served.stateOf(upload)).toBe(AssetState.READY);
  const { checksum } = (await assetOf(house, upload.assetId)).current;
  expect(checksum).toBe(sha256(source));
});

it('a connection that breaks keeps what has come, and the rest is enough', async () => {
  const upload = await ask();
  const broken = httpRequest(served.urlOf(pathOf(upload)), {
    method: 'PATCH',
    headers: {
      ...(await served.headers()),
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
  expect(await served.stateOf(upload)).toBe(AssetState.READY);
});

it('POST with a ticket says where the upload is, as often as it is asked, and loses nothing', async () => {
  const upload = await ask();
  const asked = {
    'upload-length': String(source.length),
    'upload-metadata': `ticket ${Buffer.from(upload._id).toString('base64')}`,
  };
  const created = await call('POST', '/media/uploads', asked);
  expect([created.status, created.headers.get('location')]).toEqual([201, publicUrl + pathOf(upload)]);
  await patch(pathOf(upload), 0, source.subarray(0, 1_000));
  const again = await call('POST', '/media/uploads', asked);
  expect([again.status, again.headers.get('upload-offset')]).toEqual([201, '1000']);
  const expires = Date.parse(again.headers.get('upload-expires') ?? '');
  expect(expires).toBe(Math.floor(upload.expiresAt.getTime() / 1_000) * 1_000);
});

it('POST may bring the first bytes, or all of them, held to their checksum', async () => {
  const upload = await ask();
  const length = { 'upload-length': String(source.length) };
  const sum = `sha256 ${createHash('sha256').update(source).digest('base64')}`;
  const wrong = await served.create(upload, { ...length, 'upload-checksum': sum }, source.subarray(0, 1_000));
  expect([wrong.status, (await call('HEAD', pathOf(upload))).headers.get('upload-offset')]).toEqual([460, '0']);
  const begun = await served.create(upload, length, source.subarray(0, 1_000));
  expect([begun.status, begun.headers.get('upload-offset')]).toEqual([201, '1000']);
  const again = await served.create(upload, length, source.subarray(0, 1_000));
  expect([again.status, again.headers.get('upload-offset')]).toEqual([201, '1000']);
  expect((await patch(pathOf(upload), 1_000, source.subarray(1_000))).status).toBe(204);
  expect(await served.stateOf(upload)).toBe(AssetState.READY);
  const other = await ask();
  const whole = await served.create(other, { ...length, 'upload-checksum': sum }, source);
  expect([whole.status, whole.headers.get('upload-offset')]).toEqual([201, String(source.length)]);
  expect(await served.stateOf(other)).toBe(AssetState.READY);
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
  const unsigned = await fetch(served.urlOf(pathOf(upload)), { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
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
  expect(await served.stateOf(upload)).toBe(AssetState.READY);
});

it('an upload whose time is up is over', async () => {
  const upload = await ask();
  house.clock.advance({ days: 1 });
  expect((await patch(pathOf(upload), 0, source)).status).toBe(410);
});

describe('an upload in parts', () => {
  const third = () => Math.floor(source.length / 3);
  const bounds = () => [0, third(), 2 * third(), source.length];
  /** Begins a part; where it is. */
  async function begin(upload: Upload, bytes: number): Promise<string> {
    const made = await served.create(upload, { 'upload-concat': 'partial', 'upload-length': String(bytes) });
    expect([made.status, made.headers.get('upload-offset')]).toEqual([201, '0']);
    return new URL(made.headers.get('location')!).pathname;
  }
  async function sendPart(upload: Upload, at: number): Promise<string> {
    const bytes = source.subarray(bounds()[at], bounds()[at + 1]);
    const path = await begin(upload, bytes.length);
    expect((await patch(path, 0, bytes)).status).toBe(204);
    return path;
  }
  const sendParts = (upload: Upload) => Promise.all([0, 1, 2].map((at) => sendPart(upload, at)));
  const join = (upload: Upload, paths: readonly string[], more = {}) =>
    served.create(upload, { 'upload-concat': `final;${paths.map((path) => publicUrl + path).join(' ')}`, ...more });
  const offsetAt = async (path: string) => (await call('HEAD', path)).headers.get('upload-offset');
  const partsOf = ({ _id: uploadId }: Upload) => house.as().documents.of(uploadParts).count({ uploadId });
  const idOf = (path: string) => path.split('/').at(-1)!;

  it('comes from a client of tus, three parts at a time and again after a break', async () => {
    const upload = await ask();
    const metadata = { ticket: upload._id };
    const kept = new Map<string, tus.PreviousUpload>();
    const given = {
      headers: await served.headers(),
      metadata,
      metadataForPartialUploads: metadata,
      parallelUploads: 3,
      chunkSize: 4_000,
      fingerprint: () => Promise.resolve('this file'),
      urlStorage: {
        findAllUploads: () => Promise.resolve([...kept.values()]),
        findUploadsByFingerprint: () => Promise.resolve([...kept.values()]),
        removeUpload: (key: string) => Promise.resolve(void kept.delete(key)),
        addUpload: (key: string, known: tus.PreviousUpload) =>
          Promise.resolve(void kept.set(key, known)).then(() => key),
      },
    };
    const posts: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const first = new tus.Upload(source, {
        ...given,
        ...served.client,
        onBeforeRequest: (request) => void (request.getMethod() === 'POST' && posts.push(request.getURL())),
        onChunkComplete: (_size, sent) => {
          if (sent >= 8_000) void first.abort().then(resolve, reject);
        },
        onError: reject,
      });
      first.start();
    });
    expect(posts).toHaveLength(3);
    await served.restart();
    const [previous] = kept.values();
    await new Promise<void>((resolve, reject) => {
      const second = new tus.Upload(source, {
        ...given,
        ...served.client,
        onSuccess: () => resolve(),
        onError: reject,
      });
      second.resumeFromPreviousUpload(previous!);
      second.start();
    });
    expect(await served.stateOf(upload)).toBe(AssetState.READY);
    expect((await assetOf(house, upload.assetId)).current.checksum).toBe(sha256(source));
    expect(await partsOf(upload)).toBe(0);
    const store = house.as().shared(UploadStore);
    for (const url of previous!.parallelUploadUrls!) expect(await store.offset(idOf(url))).toBeNull();
  });

  it('is one upload: its room is counted once, its announced checksum is that of the whole', async () => {
    const used = async () =>
      (
        await house
          .as()
          .documents.of(usages)
          .findOne({ _id: `person:${served.viewer.id}` })
      )?.bytes;
    const upload = await served.ask(source.length, { checksum: sha256(source) });
    const paths = await sendParts(upload);
    expect(await used()).toBe(source.length);
    expect((await join(upload, paths)).status).toBe(201);
    expect(await served.stateOf(upload)).toBe(AssetState.READY);
    expect(await used()).toBe(source.length);
    const other = await served.ask(source.length, { checksum: sha256(source) });
    const [a, b, c] = await sendParts(other);
    await join(other, [b!, a!, c!]);
    expect(await served.stateOf(other)).toBe(AssetState.REFUSED);
    expect(await used()).toBe(source.length);
  });

  it('says what is a part, what was made of parts, and takes no more bytes then', async () => {
    const upload = await ask();
    const paths = await sendParts(upload);
    const part = await call('HEAD', paths[0]!);
    expect(['upload-concat', 'upload-offset', 'upload-length'].map((name) => part.headers.get(name))).toEqual([
      'partial',
      String(third()),
      String(third()),
    ]);
    const relative = paths.map(idOf).join(' ');
    for (let times = 0; times < 2; times += 1) {
      const made = await served.create(upload, { 'upload-concat': `final;${relative}` });
      expect([made.status, made.headers.get('location')]).toEqual([201, publicUrl + pathOf(upload)]);
    }
    const whole = await call('HEAD', pathOf(upload));
    expect(['upload-concat', 'upload-offset', 'upload-length'].map((name) => whole.headers.get(name))).toEqual([
      `final;${relative}`,
      String(source.length),
      String(source.length),
    ]);
    expect((await patch(pathOf(upload), source.length, source.subarray(0, 1))).status).toBe(403);
    for (const method of ['HEAD', 'DELETE']) expect((await call(method, paths[0]!)).status).toBe(404);
    expect((await join(upload, paths.toReversed())).status).toBe(410);
    expect(await served.stateOf(upload)).toBe(AssetState.READY);
  });

  it('is not made of parts that are unfinished, missing, doubled, of other bytes, or of nobody knows what', async () => {
    const upload = await ask();
    const [a, b, c] = (await sendParts(upload)) as [string, string, string];
    const unfinished = await begin(upload, third());
    await patch(unfinished, 0, source.subarray(0, 10));
    const named = (value: string) => served.create(upload, { 'upload-concat': value });
    const refused = [
      await join(upload, [unfinished, b, c]),
      await join(upload, [a, b]),
      await join(upload, [a, b, c, a]),
      await join(upload, [a, b, b]),
      await join(upload, [a, b, c], { 'upload-length': String(source.length) }),
      await named('final;'),
      await named('final;../../etc/passwd'),
      await named('whatever'),
    ];
    expect(refused.map(({ status }) => status)).toEqual(Array(8).fill(400));
    const missing = `/media/uploads/${randomUUID()}`;
    expect((await join(upload, [a, b, missing])).status).toBe(404);
    expect((await join(upload, [a, b, pathOf(upload)])).status).toBe(404);
    expect((await assetOf(house, upload.assetId)).state).toBe(AssetState.UPLOADING);
    expect((await join(upload, [a, b, c])).status).toBe(201);
  });

  it('existence: parts of other uploads, and of other people, answer like those that are not there', async () => {
    const [own, other] = [await ask(), await ask()];
    const theirs = await sendParts(other);
    expect((await join(own, theirs)).status).toBe(404);
    const stranger = person(randomUUID());
    for (const method of ['HEAD', 'PATCH', 'DELETE']) {
      const answer = await call(method, theirs[0]!, {}, undefined, stranger);
      const none = await call(method, `/media/uploads/${randomUUID()}`, {}, undefined, stranger);
      expect([answer.status, await answer.text()]).toEqual([404, await none.text()]);
    }
    const owner = served.viewer;
    served.viewer = stranger;
    const partial = { 'upload-concat': 'partial', 'upload-length': '10' };
    expect((await served.create(other, partial)).status).toBe(404);
    const mine = await ask();
    expect((await join(mine, theirs)).status).toBe(404);
    expect((await join(other, theirs)).status).toBe(404);
    served.viewer = owner;
    expect((await join(other, theirs)).status).toBe(201);
  });

  it('has room for its bytes twice, so that a part of which nobody heard does no harm, and for no more', async () => {
    const upload = await ask(1_000);
    const asked = (bytes: number) =>
      served.create(upload, { 'upload-concat': 'partial', 'upload-length': String(bytes) });
    expect((await asked(0)).status).toBe(400);
    expect((await asked(2_001)).status).toBe(400);
    const made = await Promise.all(Array.from({ length: 6 }, () => asked(500)));
    expect(made.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 201, 400, 400]);
    const path = new URL(made.find(({ status }) => status === 201)!.headers.get('location')!).pathname;
    expect((await patch(path, 0, source.subarray(0, 501))).status).toBeGreaterThanOrEqual(400);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(404);
    expect((await asked(500)).status).toBe(201);
    expect((await asked(1)).status).toBe(400);
    const small = await served.ask(1_000);
    const many = await Promise.all(
      Array.from({ length: 101 }, () => served.create(small, { 'upload-concat': 'partial', 'upload-length': '1' })),
    );
    expect(many.filter(({ status }) => status === 400)).toHaveLength(1);
  });

  it('a part that breaks goes on, and one whose checksum is another is not kept', async () => {
    const upload = await ask();
    const [, b, c] = (await sendParts(upload)) as [string, string, string];
    const bytes = source.subarray(0, third());
    const path = await begin(upload, bytes.length);
    expect((await patch(path, 0, bytes, { 'upload-checksum': `md5 ${'A'.repeat(22)}==` })).status).toBe(460);
    expect(await offsetAt(path)).toBe('0');
    await patch(path, 0, bytes.subarray(0, 100));
    await served.restart();
    expect(await offsetAt(path)).toBe('100');
    await patch(path, 100, bytes.subarray(100));
    expect((await join(upload, [path, b, c])).status).toBe(201);
    expect(await served.stateOf(upload)).toBe(AssetState.READY);
  });

  it('goes with its ticket: parts are gone when it is given up, or its time is up', async () => {
    const store = house.as().shared(UploadStore);
    const given = await ask();
    const paths = await sendParts(given);
    expect((await call('DELETE', pathOf(given))).status).toBe(204);
    for (const path of paths)
      expect([await store.offset(idOf(path)), (await call('HEAD', path)).status]).toEqual([null, 404]);
    const left = await ask();
    const leftPaths = await sendParts(left);
    house.clock.advance({ days: 1 });
    expect((await join(left, leftPaths)).status).toBe(410);
    expect((await patch(leftPaths[0]!, 0, source)).status).toBe(410);
    await house.as().get(UploadService).sweep();
    for (const path of leftPaths) expect(await store.offset(idOf(path))).toBeNull();
    expect(await partsOf(left)).toBe(0);
    expect((await assetOf(house, left.assetId)).current.refusal?.reason).toBe(RefusalReason.ABANDONED);
  });

  it('may come in one after all: what came in parts is forgotten then', async () => {
    const upload = await ask();
    const paths = await sendParts(upload);
    expect((await patch(pathOf(upload), 0, source)).status).toBe(204);
    expect((await join(upload, paths)).status).toBe(410);
    expect(await served.stateOf(upload)).toBe(AssetState.READY);
    expect([await partsOf(upload), await house.as().shared(UploadStore).offset(idOf(paths[0]!))]).toEqual([0, null]);
  });

  it('of two that join it at once, and one that takes a part away, either wins whole', async () => {
    const upload = await ask();
    const paths = await sendParts(upload);
    const [one, two, gone] = await Promise.all([join(upload, paths), join(upload, paths), call('DELETE', paths[1]!)]);
    const isGone = gone.status === 204;
    for (const { status } of [one, two]) expect(status >= 400).toBe(isGone);
    expect(await served.stateOf(upload)).toBe(isGone ? AssetState.UPLOADING : AssetState.READY);
  });
});

it('says what it can', async () => {
  const { headers: told, status } = await call('OPTIONS', '/media/uploads');
  expect(status).toBe(204);
  expect(told.get('tus-extension')).toBe('creation,creation-with-upload,termination,expiration,checksum,concatenation');
  expect(told.get('tus-checksum-algorithm')).toBe('sha1,sha256,md5');
});

refuseCollectionScans(house);
