import { createDecipheriv, randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { contentKey } from '../../../kit/media/content-key';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { media } from '..';
import { AssetProtection } from '../asset/asset.protection';
import { enrollments } from '../enrollment/enrollment.document';
import { grants } from './grant.document';
import { PlaybackService } from './playback.service';
import { Player, start } from './testing/player';
import { segment } from './testing/packaged-files';
import { session, someone, vtt, World } from './testing/world';

const house = subgraphTest(media);
let player: Player;
beforeAll(() => {
  player = Player.open(house);
});
afterAll(() => player.close());

/** A learner in front of a video. */
async function playing(protection?: AssetProtection) {
  const world = await World.make(house, protection ? { protection } : {});
  const viewer = await world.learner();
  const { playback, urls } = await start(house, viewer, world.lessonId);
  const base = urls.hlsUrl.slice(0, -'master.m3u8'.length);
  const get = (path: string, sent: Parameters<Player['get']>[1] = {}) => player.get(base + path, { viewer, ...sent });
  return { world, viewer, playback, urls, base, get };
}

/** What a manifest names: lines of a playlist, URIs of its tags. */
const named = (text: string): string[] => [
  ...text.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
  ...[...text.matchAll(/URI="([^"]+)"/g)].map(([, uri]) => uri!),
];

it('HLS: everything that a player is led to is there, and below the grant', async () => {
  const { urls, viewer } = await playing();
  const seen = new Set<string>();
  const open = [new URL(urls.hlsUrl).pathname];
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    if (seen.has(url)) continue;
    seen.add(url);
    expect(url.startsWith(new URL('.', urls.hlsUrl).pathname)).toBe(true);
    const answer = await player.get(url, { viewer });
    expect(answer.status).toBe(200);
    if (url.endsWith('.m3u8')) {
      expect(answer.headers['content-type']).toBe('application/vnd.apple.mpegurl');
      open.push(...named(answer.text));
    }
  }
  expect([...seen].filter((url) => url.endsWith('.m4s'))).toHaveLength(6);
  expect([...seen].filter((url) => url.endsWith('.vtt'))).toHaveLength(1);
});

it('DASH: templates and captions are below the grant', async () => {
  const { get, base } = await playing();
  const { status, text, headers } = await get('manifest.mpd');
  expect([status, headers['content-type']]).toEqual([200, 'application/dash+xml']);
  const path = new URL(base).pathname;
  expect(text).toContain(`media="${path}v360/$Number%05d$.m4s"`);
  expect(text).toContain(`<BaseURL>${path}captions/`);
  expect((await get('v360/00001.m4s')).bytes.equals(segment('v360/00001.m4s'))).toBe(true);
});

it('captions, still, storyboard and waveform come as what they are', async () => {
  const { get, world } = await playing();
  expect((await get(`captions/${world.captionId}.vtt`)).text).toBe(vtt);
  for (const [path, type] of [
    [`captions/${world.captionId}.vtt`, 'text/vtt'],
    ['poster.jpg', 'image/jpeg'],
    ['storyboard.vtt', 'text/vtt'],
    ['waveform.json', 'application/json'],
  ])
    expect((await get(path!)).headers['content-type']).toContain(type);
  expect((await get(`captions/${randomUUID()}.vtt`)).code).toBe('NOT_FOUND');
});

it('parts of files, unchanged files and heads', async () => {
  const { get } = await playing();
  const whole = await get('v360/00001.m4s');
  expect(whole.headers).toMatchObject({ 'cache-control': 'private, no-cache', 'accept-ranges': 'bytes' });
  const part = await get('v360/00001.m4s', { headers: { range: 'bytes=5-9' } });
  expect([part.status, part.text]).toEqual([206, whole.text.slice(5, 10)]);
  const head = await get('v360/00001.m4s', { method: 'HEAD' });
  expect([head.status, head.headers['content-length'], head.text]).toEqual([200, String(whole.bytes.length), '']);
  for (const path of ['v360/00001.m4s', 'master.m3u8', 'manifest.mpd']) {
    const { etag } = (await get(path)).headers;
    const again = await get(path, { headers: { 'if-none-match': String(etag) } });
    expect([again.status, again.text]).toEqual([304, '']);
  }
});

it('the first request with the access token gets a cookie, and others need only that', async () => {
  const { get, base } = await playing();
  const first = await get('master.m3u8');
  expect(first.set).toMatch(/^lyceum_play=[\w-]+; Path=\/media\/play\/[\w-]+\/; HttpOnly; SameSite=Lax$/);
  const next = await get('v360/index.m3u8', { viewer: Viewer.anonymous, cookie: `a=1; ${first.cookie}; b=2` });
  expect([next.status, next.set]).toEqual([200, undefined]);
  const { base: another } = await playing();
  expect((await player.get(`${another}master.m3u8`, { cookie: first.cookie })).code).toBe('NOT_FOUND');
  expect((await player.get(`${base}master.m3u8`, { cookie: `${first.cookie}x` })).code).toBe('NOT_FOUND');
});

it('a copied URL in another session fails', async () => {
  const { get, viewer } = await playing();
  const { cookie } = await get('master.m3u8');
  for (const other of [session(viewer), someone(), Viewer.anonymous])
    expect((await get('master.m3u8', { viewer: other })).code).toBe('NOT_FOUND');
  // Who says who they are is not the one with the cookie.
  expect((await get('master.m3u8', { viewer: someone(), cookie })).code).toBe('NOT_FOUND');
});

it('a preview of nobody belongs to the browser that opens it first', async () => {
  const world = await World.make(house, { isPreview: true });
  const { urls } = await start(house, Viewer.anonymous, world.lessonId);
  const [one, other] = await Promise.all([player.get(urls.hlsUrl), player.get(urls.hlsUrl)]);
  expect([one.status, other.status].toSorted()).toEqual([200, 404]);
  const { cookie } = one.status === 200 ? one : other;
  expect((await player.get(urls.dashUrl!, { cookie })).status).toBe(200);
  expect((await player.get(urls.dashUrl!)).code).toBe('NOT_FOUND');
  expect((await player.get(urls.dashUrl!, { viewer: someone() })).code).toBe('NOT_FOUND');
});

it('Signed media: a saved manifest after expiry, and its files, until it is renewed', async () => {
  const { get, playback, viewer } = await playing();
  expect((await get('v360/index.m3u8')).status).toBe(200);
  house.clock.advance({ seconds: 60 });
  for (const path of ['v360/index.m3u8', 'master.m3u8', 'v360/00001.m4s', 'poster.jpg']) {
    const answer = await get(path);
    expect([answer.status, answer.code]).toEqual([403, 'PLAYBACK_EXPIRED']);
  }
  expect((await get('v360/index.m3u8', { viewer: someone() })).code).toBe('NOT_FOUND');
  await house.as(viewer).get(PlaybackService).renew(playback.id);
  expect((await get('v360/index.m3u8')).status).toBe(200);
});

it('Signed media: a saved manifest after a refund', async () => {
  const { get, world, viewer } = await playing();
  const { text } = await get('v360/index.m3u8');
  await world.leave(viewer);
  for (const url of named(text)) expect((await player.get(url, { viewer })).code).toBe('PLAYBACK_ENDED');
});

it('what another process ended is over a second later', async () => {
  const { get, playback } = await playing();
  expect((await get('poster.jpg')).status).toBe(200);
  const ended = { endedAt: house.clock.now(), endReason: 'STOPPED' as never };
  await house.as().documents.of(grants).updateOne({ _id: playback.id }, { $set: ended });
  expect((await get('poster.jpg')).status).toBe(200);
  house.clock.advance({ seconds: 1 });
  expect((await get('poster.jpg')).code).toBe('PLAYBACK_ENDED');
});

it('nothing of another version, of the source or of the disk is below a grant', async () => {
  const { get, world } = await playing();
  const { assetId, versionId } = await World.make(house);
  for (const path of [
    '..%2fsource',
    '%2e%2e/source',
    '..%2f..%2f..%2f..%2fetc%2fpasswd',
    `..%2f..%2f..%2f${assetId}%2f${versionId}%2f1%2fposter.jpg`,
    `..%2f..%2f..%2f${world.assetId}%2f${world.versionId}%2fsource`,
    'source',
    'v360/%2e%2e/%2e%2e/source',
    'v360%5cinit.mp4',
    'v360/init.mp4%00',
    'v999/init.mp4',
    '',
  ]) {
    const answer = await get(path);
    expect([path, answer.status, answer.code]).toEqual([path, 404, 'NOT_FOUND']);
  }
});

it('AES-128: segments are encrypted on their way, and the key opens them', async () => {
  const { get, urls } = await playing(AssetProtection.AES_128);
  expect(urls.dashUrl).toBeNull();
  const { text } = await get('v360/index.m3u8');
  const [, keyUrl, hex] = /#EXT-X-KEY:METHOD=AES-128,URI="([^"]+)",IV=0x([0-9a-f]{32})/.exec(text)!;
  expect(new URL(urls.hlsUrl).pathname.replace('master.m3u8', 'key')).toBe(keyUrl);
  const [key, one] = [await get('key'), await get('v360/00001.m4s')];
  expect([key.bytes.length, key.headers['cache-control']]).toEqual([16, 'private, no-store']);
  const decipher = createDecipheriv('aes-128-cbc', key.bytes, Buffer.from(hex!, 'hex'));
  const clear = Buffer.concat([decipher.update(one.bytes), decipher.final()]);
  expect(clear.equals(segment('v360/00001.m4s'))).toBe(true);
  expect((await get('v360/init.mp4')).bytes.equals(segment('v360/init.mp4'))).toBe(true);
  expect(one.headers['content-length']).toBe(String(one.bytes.length));
  const part = await get('v360/00001.m4s', { headers: { range: 'bytes=7-1000' } });
  expect([part.status, part.bytes.equals(one.bytes.subarray(7, 1_001))]).toEqual([206, true]);
  const { etag } = one.headers;
  expect((await get('v360/00001.m4s', { headers: { 'if-none-match': String(etag) } })).status).toBe(304);
  for (const path of ['manifest.mpd', 'v180/iframe.m3u8', 'audio.m4a', 'license'])
    expect((await get(path)).code).toBe('NOT_FOUND');
  expect((await get('master.m3u8')).text).not.toContain('I-FRAME');
});

it('cbcs: manifests say where keys are, HLS gets 16 bytes, DASH a ClearKey licence', async () => {
  const { get, base, urls, world } = await playing(AssetProtection.CBCS);
  expect(urls.clearKeyUrl).toBe(`${base}license`);
  const { id, key } = contentKey(house.as().secrets, world.versionId);
  const list = (await get('v360/index.m3u8')).text;
  expect(list).toContain(`#EXT-X-KEY:METHOD=SAMPLE-AES,URI="${new URL(base).pathname}key"`);
  expect((await get('key')).bytes.equals(key)).toBe(true);
  expect((await get('manifest.mpd')).text).toContain(`>${base}license<`);
  const body = JSON.stringify({ kids: [id.toString('base64url')], type: 'temporary' });
  for (const type of ['application/json', 'text/plain', 'application/octet-stream']) {
    const licence = await get('license', { method: 'POST', body, headers: { 'content-type': type } });
    expect(JSON.parse(licence.text)).toEqual({
      keys: [{ kty: 'oct', kid: id.toString('base64url'), k: key.toString('base64url') }],
      type: 'temporary',
    });
  }
  for (const wrong of ['', 'null', '{"kids":[]}', JSON.stringify({ kids: [randomUUID()] })])
    expect((await get('license', { method: 'POST', body: wrong })).status).toBe(400);
  expect((await get('license')).status).toBe(405);
  expect((await get('audio.m4a')).code).toBe('NOT_FOUND');
});

it('clear videos have no keys', async () => {
  const { get } = await playing();
  expect((await get('key')).code).toBe('NOT_FOUND');
  expect((await get('license', { method: 'POST', body: '{}' })).code).toBe('NOT_FOUND');
});

it('a cache in front is told which bytes are the same for everyone, and of no others', async () => {
  for (const [protection, suffix] of [
    [AssetProtection.CLEAR, ''],
    [AssetProtection.AES_128, '?aes'],
  ] as const) {
    const { get, world } = await playing(protection);
    const another = await start(house, await world.learner(), world.lessonId);
    const holder = (await house.as().documents.of(grants).findOne({ _id: another.playback.id }))!;
    const viewer = new Viewer(holder.viewer);
    const path = 'v360/00001.m4s';
    const [one, other] = [
      await get(path),
      await player.get(another.urls.hlsUrl.replace('master.m3u8', path), { viewer }),
    ];
    expect(one.headers['lyceum-object']).toBe(`${world.prefix}/${path}${suffix}`);
    const same = (answer: typeof one) => [answer.headers['lyceum-object'], answer.headers.etag, answer.text];
    expect(same(one)).toEqual(same(other));
    for (const own of ['master.m3u8', 'v360/index.m3u8', 'key'])
      expect((await get(own)).headers).not.toHaveProperty('lyceum-object');
  }
});

it('keys: the entitlement is decided anew each time, whatever the grant says', async () => {
  const { get, viewer, world } = await playing(AssetProtection.AES_128);
  const { cookie } = await get('key');
  const mine = { userId: viewer.id!, courseId: world.courseId };
  await house
    .as()
    .documents.of(enrollments)
    .updateOne(mine, { $set: { endedAt: house.clock.now() } });
  expect((await get('v360/00001.m4s')).status).toBe(200);
  expect((await get('key')).code).toBe('PLAYBACK_ENDED');
  expect((await get('key', { viewer: Viewer.anonymous, cookie })).code).toBe('PLAYBACK_ENDED');
});

it('keys: not for who plays more than one person may', async () => {
  const { get, playback, viewer } = await playing(AssetProtection.AES_128);
  const grant = (await house.as().documents.of(grants).findOne({ _id: playback.id }))!;
  for (let more = 0; more < 3; more += 1)
    await house
      .as()
      .documents.of(grants)
      .insertOne(
        Object.assign(Object.create(grant) as object, {
          ...grant,
          _id: randomUUID(),
          tokenHash: randomUUID(),
        }) as never,
      );
  expect((await get('key')).code).toBe('PLAYBACK_LIMIT');
  await house
    .as()
    .documents.of(grants)
    .deleteMany({ personId: viewer.id!, _id: { $ne: playback.id } });
  expect((await get('key')).status).toBe(200);
});

refuseCollectionScans(house);
