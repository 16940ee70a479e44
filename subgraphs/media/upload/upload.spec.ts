import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { grant, person } from '../../../kit/testing/viewers';
import { media } from '..';
import { assets } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { AssetProtection } from '../asset/asset.protection';
import { AssetState, RefusalReason } from '../asset/asset.states';
import { jpeg, mp4, pdf } from '../testing/files';
import { assetOf, begin, send } from '../testing/upload';
import { usages } from './quota';
import { TicketService } from './ticket.service';
import { uploads } from './upload.document';
import { UploadService } from './upload.service';
import { UploadStore } from './upload.store';

const house = subgraphTest(media, {
  QUOTA_PER_PERSON: '1000000',
  QUOTA_PER_ORGANISATION: '1500000',
  MAX_IMAGE_BYTES: '900000',
  MAX_FILE_BYTES: '900000',
});
const teacher = () => person(randomUUID(), { grants: [grant('instructor', ['course.create'])] });

const keptFor = async (id: string) =>
  (
    await house
      .as()
      .documents.of(usages)
      .findOne({ _id: `person:${id}` })
  )?.bytes;

it('a picture becomes ready: upright, in sizes that are never larger, without EXIF', async () => {
  const source = await jpeg({ width: 800, height: 600, orientation: 6 });
  const asset = await send(house, person(randomUUID()), source);
  expect(asset).toMatchObject({ state: AssetState.READY, width: 600, height: 800, contentType: 'image/jpeg' });
  expect(asset.checksum).toBe(createHash('sha256').update(source).digest('hex'));
  const { sizes } = asset.current.picture!;
  expect(sizes.map(({ width, format }) => `${width} ${format}`)).toEqual(
    [160, 320, 600].flatMap((width) => [`${width} AVIF`, `${width} WEBP`, `${width} JPEG`]),
  );
  for (const { key, width, height, bytes } of sizes) {
    const { stream, object } = (await house.as().objects.read(key))!;
    const data = Buffer.concat(await Array.fromAsync(stream));
    const seen = await sharp(data).metadata();
    expect({ ...seen, exif: seen.exif, orientation: seen.orientation }).toMatchObject({
      width,
      height,
      exif: undefined,
      orientation: undefined,
    });
    expect(object).toMatchObject({ bytes, cacheControl: 'public, max-age=31536000, immutable' });
  }
});

it('a PDF becomes ready with its pages counted and a picture of the first', async () => {
  const asset = await send(house, teacher(), pdf(3), { kind: AssetKind.PDF, fileName: 'notes.pdf' });
  expect(asset).toMatchObject({ state: AssetState.READY, pageCount: 3, width: 1280 });
  expect(asset.current.picture!.sizes).toHaveLength(12);
});

it('any other file is kept as it is', async () => {
  const asset = await send(house, teacher(), Buffer.from('a,b\n1,2\n'), { kind: AssetKind.FILE, fileName: 'data.csv' });
  expect(asset).toMatchObject({ state: AssetState.READY, contentType: 'application/octet-stream' });
  const { stream, object } = (await house.as().objects.read(asset.current.objectKey))!;
  expect(await text(stream)).toBe('a,b\n1,2\n');
  expect(object.contentDisposition).toBe('attachment; filename=data.csv');
});

it('a video waits for its transcode, and everyone who transcodes hears of it', async () => {
  const viewer = teacher();
  const { assetId, versionId, bytes } = await begin(house, viewer, mp4, { kind: AssetKind.VIDEO, fileName: 'one.mp4' });
  await house.settle();
  const asset = await assetOf(house, assetId);
  expect(asset.state).toBe(AssetState.PROCESSING);
  expect((await house.as().objects.head(asset.current.objectKey))?.bytes).toBe(bytes);
  const result = {
    prefix: `media/${assetId}/${versionId}/job`,
    duration: 12.5,
    width: 1920,
    height: 1080,
    frameRate: 25,
    hasAudio: true,
    hasVideo: true,
    renditions: [],
    hls: 'master.m3u8',
    dash: 'manifest.mpd',
    poster: 'poster.jpg',
    storyboard: null,
    waveform: null,
    audioOnly: null,
  };
  const ended = {
    jobId: randomUUID(),
    assetId,
    versionId,
    organisationId: null,
    outcome: 'DONE' as const,
    reason: null,
    result,
  };
  await house.deliver('transcode.ended', ended);
  expect(await assetOf(house, assetId)).toMatchObject({ state: AssetState.READY, duration: 12.5, width: 1920 });
  await house.deliver('transcode.ended', { ...ended, outcome: 'FAILED', result: null });
  expect((await assetOf(house, assetId)).state).toBe(AssetState.READY);
});

it.each([
  ['FAILED', RefusalReason.NOT_TRANSCODED],
  ['CANCELLED', RefusalReason.CANCELLED],
] as const)('a transcode that %s refuses the video', async (outcome, reason) => {
  const { assetId, versionId } = await begin(house, teacher(), mp4, { kind: AssetKind.VIDEO });
  await house.settle();
  const ended = {
    jobId: randomUUID(),
    assetId,
    versionId,
    organisationId: null,
    outcome,
    reason: 'BROKEN',
    result: null,
  };
  await house.deliver('transcode.ended', ended);
  const { state, current } = await assetOf(house, assetId);
  expect([state, current.refusal]).toEqual([AssetState.REFUSED, { reason, detail: 'BROKEN' }]);
});

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const bomb = async () =>
  sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
const truncated = async () => (await jpeg()).subarray(0, 900);

it.each<[string, AssetKind, () => Promise<Buffer> | Buffer, RefusalReason]>([
  ['an SVG with a script, called a JPEG', AssetKind.IMAGE, () => svg, RefusalReason.WRONG_TYPE],
  ['a page of HTML, called a picture', AssetKind.IMAGE, () => Buffer.from('<html>'), RefusalReason.WRONG_TYPE],
  ['a picture, called a PDF', AssetKind.PDF, jpeg, RefusalReason.WRONG_TYPE],
  ['a picture, called a video', AssetKind.VIDEO, jpeg, RefusalReason.WRONG_TYPE],
  [
    'a playlist, called a video',
    AssetKind.VIDEO,
    () => Buffer.from('#EXTM3U\nfile:///etc/passwd\n'),
    RefusalReason.WRONG_TYPE,
  ],
  ['a picture of 144 million pixels', AssetKind.IMAGE, bomb, RefusalReason.TOO_MANY_PIXELS],
  ['half a picture', AssetKind.IMAGE, truncated, RefusalReason.BROKEN],
  ['half a PDF', AssetKind.PDF, () => pdf().subarray(0, 60), RefusalReason.BROKEN],
])('uploads, type by content: %s is refused', async (_, kind, make, reason) => {
  const viewer = teacher();
  const asset = await send(house, viewer, await make(), { kind, fileName: 'looks-fine.jpg' });
  expect([asset.state, asset.current.refusal?.reason]).toEqual([AssetState.REFUSED, reason]);
  expect(await Array.fromAsync(house.as().objects.list(`media/${asset.id}/`))).toEqual([]);
  expect(await keptFor(viewer.id!)).toBe(0);
});

it('a checksum that was announced must be that of the bytes', async () => {
  const source = await jpeg();
  const checksum = createHash('sha256').update(source).digest('hex');
  const good = await send(house, person(randomUUID()), source, { checksum: checksum.toUpperCase() });
  expect(good.state).toBe(AssetState.READY);
  const bad = await send(house, person(randomUUID()), source, {
    checksum: checksum.replace(/./, (c) => (c === '0' ? '1' : '0')),
  });
  expect(bad.current.refusal?.reason).toBe(RefusalReason.CHECKSUM_MISMATCH);
});

it('fewer bytes than announced are refused', async () => {
  const asset = await send(house, person(randomUUID()), await jpeg(), { announced: 800_000 });
  expect(asset.current.refusal?.reason).toBe(RefusalReason.INCOMPLETE);
});

it('what is checked twice is kept once', async () => {
  const upload = await begin(house, person(randomUUID()), await jpeg());
  await house.as().get(UploadService).finish(upload._id);
  await house.settle();
  await house.as().get(UploadService).finish(upload._id);
  await house.settle();
  expect(await assetOf(house, upload.assetId)).toMatchObject({ state: AssetState.READY, version: 4 });
  expect(await house.as().documents.of(uploads).findOne({ _id: upload._id })).toBeNull();
});

const ask = (
  viewer: ReturnType<typeof person>,
  bytes: number,
  kind = AssetKind.FILE,
  organisationId: string | null = null,
) =>
  house
    .as(viewer)
    .get(TicketService)
    .create({ kind, fileName: 'a file', bytes: BigInt(bytes), organisationId });

it('quota: 20 uploads at once of a tenth each: ten fit', async () => {
  const viewer = teacher();
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => ask(viewer, 100_000)));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'QUOTA_EXCEEDED', facts: { allowed: 1_000_000, holder: 'person' } },
  });
  expect(await keptFor(viewer.id!)).toBe(1_000_000);
});

it('quota: what belongs to an organisation counts for all who upload for it, and for none of them', async () => {
  const organisationId = randomUUID();
  const grants = [grant('teacher', ['course.create'], { organisationId })];
  const [one, other] = [0, 0].map(() => person(randomUUID(), { organisations: [organisationId], grants }));
  await ask(one!, 900_000, AssetKind.FILE, organisationId);
  await ask(other!, 600_000, AssetKind.FILE, organisationId);
  await expect(ask(one!, 1, AssetKind.FILE, organisationId)).rejects.toMatchObject({
    code: 'QUOTA_EXCEEDED',
    facts: { allowed: 1_500_000, holder: 'organisation' },
  });
  expect(await keptFor(one!.id!)).toBeUndefined();
});

it('a size is bounded by its kind', async () => {
  await expect(ask(teacher(), 900_001)).rejects.toMatchObject({
    code: 'UPLOAD_TOO_LARGE',
    facts: { allowed: 900_000 },
  });
  await expect(ask(teacher(), 0)).rejects.toMatchObject({ code: 'BAD_INPUT' });
});

it('everyone has a picture; what people learn from comes from those who teach', async () => {
  const learner = person(randomUUID());
  await expect(ask(learner, 1, AssetKind.IMAGE)).resolves.toBeDefined();
  await expect(ask(learner, 1, AssetKind.VIDEO)).rejects.toMatchObject({ code: 'UPLOAD_NOT_ALLOWED' });
  await house.deliver('course.changed', {
    courseId: randomUUID(),
    version: 1,
    status: 'DRAFT',
    slug: 'one',
    title: 'One',
    organisationId: null,
    instructorIds: [randomUUID(), learner.id!],
    prices: [],
    runs: [],
  });
  await expect(ask(learner, 1, AssetKind.VIDEO)).resolves.toBeDefined();
});

it('tenant: a role counts in its own organisation only, and one that does not exist answers alike', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const grants = [grant('teacher', ['course.create'], { organisationId: a })];
  const viewer = person(randomUUID(), { organisations: [a, b], grants });
  await expect(ask(viewer, 1, AssetKind.FILE, a)).resolves.toMatchObject({ asset: { organisationId: a } });
  const refused = { code: 'NOT_FOUND', facts: { thing: 'organisation' } };
  await expect(ask(viewer, 1, AssetKind.FILE, b)).rejects.toMatchObject(refused);
  await expect(ask(viewer, 1, AssetKind.FILE, null)).rejects.toMatchObject({ code: 'UPLOAD_NOT_ALLOWED' });
  await expect(ask(viewer, 1, AssetKind.FILE, randomUUID())).rejects.toMatchObject(refused);
});

it('uploads that nobody finishes are given up, those that came whole are finished', async () => {
  const [viewer, store] = [person(randomUUID()), house.as().shared(UploadStore)];
  const source = await jpeg();
  const left = await ask(viewer, 100, AssetKind.IMAGE);
  const whole = await ask(viewer, source.length, AssetKind.IMAGE);
  await store.prepare(left.upload._id, 100);
  await store.prepare(whole.upload._id, source.length);
  await store.write(Readable.from([source]), whole.upload._id, 0);
  await house.as().get(UploadService).sweep();
  expect((await assetOf(house, left.asset.id)).state).toBe(AssetState.UPLOADING);
  house.clock.advance({ days: 1 });
  await house.as().get(UploadService).sweep();
  await house.settle();
  const abandoned = await assetOf(house, left.asset.id);
  expect([abandoned.state, abandoned.current.refusal?.reason]).toEqual([AssetState.REFUSED, RefusalReason.ABANDONED]);
  expect(await store.offset(left.upload._id)).toBeNull();
  expect((await assetOf(house, whole.asset.id)).state).toBe(AssetState.READY);
  expect(await keptFor(viewer.id!)).toBe(source.length);
  expect(await house.as().documents.of(assets).count({ ownerId: viewer.id! })).toBe(2);
});

it('a video is protected as its upload was asked for', async () => {
  const input = { kind: AssetKind.VIDEO, fileName: 'a.mp4', bytes: 10n, protection: AssetProtection.AES_128 };
  const { asset } = await house.as(teacher()).get(TicketService).create(input);
  expect((await assetOf(house, asset.id)).protection).toBe(AssetProtection.AES_128);
});

refuseCollectionScans(house);
