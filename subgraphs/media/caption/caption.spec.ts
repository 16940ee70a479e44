import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Viewer } from '../../../kit/identity/viewer';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { grant, person } from '../../../kit/testing/viewers';
import { media } from '..';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { AssetService } from '../asset/asset.service';
import { Player, start } from '../playback/testing/player';
import { World } from '../playback/testing/world';
import { send } from '../testing/upload';
import { captions } from './caption.document';
import { CaptionKind } from './caption.kind';
import { CaptionService } from './caption.service';

const house = subgraphTest(media);

const webVtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\nOlá <script>alert(1)</script>\n';
const srt = '1\n00:00:01,000 --> 00:00:02,500\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nAgain\n';
const { SUBTITLES, CAPTIONS } = CaptionKind;

const service = (viewer: Viewer) => house.as(viewer).get(CaptionService);
const tracksOf = (assetId: string) =>
  house.as().documents.of(captions).find({ assetId }).sort({ assetId: 1, language: 1, kind: 1 }).toArray();
const files = (assetId: string) => Array.fromAsync(house.as().objects.list(`media/${assetId}/captions/`));

async function video() {
  const owner = person(randomUUID());
  const [asset] = await house.make(assetFactory, [{ ownerId: owner.id!, kind: AssetKind.VIDEO }]);
  return { owner, assetId: asset!.id };
}

it('SRT and WebVTT are kept as WebVTT, without what browsers run', async () => {
  const { owner, assetId } = await video();
  const { captions: one } = await service(owner).add({
    assetId,
    language: 'pt-BR',
    kind: SUBTITLES,
    file: { text: webVtt },
  });
  const { captions: two } = await service(owner).add({ assetId, language: 'en', kind: SUBTITLES, file: { text: srt } });
  expect([one.name, two.name]).toEqual(['português (Brasil)', 'English']);
  expect([one.cueCount, two.cueCount]).toEqual([1, 2]);
  const read = async (key: string) => text((await house.as().objects.read(key))!.stream);
  expect(await read(two.objectKey)).toMatch(/^WEBVTT\n\n00:00:01\.000 --> 00:00:02\.500\nHello\n/);
  expect(await read(one.objectKey)).not.toContain('<script');
});

it('names the problems by line, and leaves those parts out where it is told to', async () => {
  const { owner, assetId } = await video();
  const broken = `${webVtt}\n00:05.000 --> 00:04.000\nBackwards\n\nJust words\n`;
  const input = { assetId, language: 'en', kind: SUBTITLES, file: { text: broken } };
  await expect(service(owner).add(input)).rejects.toMatchObject({
    code: 'CAPTIONS_UNUSABLE',
    facts: {
      reason: 'PROBLEMS',
      problems: [
        { line: 6, problem: 'ENDS_BEFORE_IT_BEGINS' },
        { line: 9, problem: 'NO_TIMES' },
      ],
    },
  });
  expect(await files(assetId)).toEqual([]);
  expect((await service(owner).add({ ...input, file: { text: broken, leaveOutProblems: true } })).leftOut).toBe(2);
});

it.each([
  ['nothing to show', 'WEBVTT\n', 'NO_CUES'],
  ['bytes that are no text', 'WEBVTT\n\n\0', 'NOT_TEXT'],
])('%s is refused', async (_, sent, reason) => {
  const { owner, assetId } = await video();
  const refused = service(owner).add({ assetId, language: 'en', kind: SUBTITLES, file: { text: sent } });
  await expect(refused).rejects.toMatchObject({ code: 'CAPTIONS_UNUSABLE', facts: { reason } });
});

it('a larger file comes by an upload', async () => {
  const owner = person(randomUUID(), { grants: [grant('instructor', ['course.create'])] });
  const [asset] = await house.make(assetFactory, [{ ownerId: owner.id!, kind: AssetKind.VIDEO }]);
  const cues = Array.from({ length: 12_000 }, (_, index) => `${webVttTimes(index)}\nCue ${index}\n`).join('\n');
  const file = await send(house, owner, Buffer.from(`WEBVTT\n\n${cues}`), { kind: AssetKind.FILE, fileName: 'a.vtt' });
  const given = { assetId: asset!.id, language: 'en', kind: CAPTIONS };
  const { captions: made } = await service(owner).add({ ...given, file: { fileId: file.id } });
  expect(made.cueCount).toBe(12_000);
  const twice = service(owner).add({ ...given, file: { fileId: file.id, text: webVtt } });
  await expect(twice).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const other = person(randomUUID());
  const [theirs] = await house.make(assetFactory, [{ ownerId: other.id!, kind: AssetKind.VIDEO }]);
  const stolen = service(other).add({ ...given, assetId: theirs!.id, file: { fileId: file.id } });
  await expect(stolen).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

const webVttTimes = (second: number): string => {
  const at = (time: number) => new Date(time * 1_000).toISOString().slice(11, 23);
  return `${at(second)} --> ${at(second + 1)}`;
};

it('there is one default, also where several are made it at once', async () => {
  const { owner, assetId } = await video();
  const languages = ['de', 'en', 'es', 'fr'];
  await Promise.all(
    languages.map((language) =>
      service(owner).add({ assetId, language, kind: SUBTITLES, file: { text: webVtt }, isDefault: true }),
    ),
  );
  const tracks = await tracksOf(assetId);
  expect(tracks.map(({ language }) => language)).toEqual(languages);
  expect(tracks.filter(({ isDefault }) => isDefault)).toHaveLength(1);
});

it('there is one of each kind in each language', async () => {
  const { owner, assetId } = await video();
  const input = { assetId, language: 'en', kind: SUBTITLES, file: { text: webVtt } };
  const asked = await Promise.allSettled(Array.from({ length: 3 }, () => service(owner).add(input)));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CAPTIONS_EXIST' } });
  expect(await files(assetId)).toHaveLength(1);
  await service(owner).add({ ...input, kind: CAPTIONS });
});

it('a change takes the place of the file, and a stale one is refused', async () => {
  const { owner, assetId } = await video();
  const { captions: made } = await service(owner).add({
    assetId,
    language: 'en',
    kind: SUBTITLES,
    file: { text: webVtt },
  });
  const changes = { id: made.id, file: { text: srt }, isShown: false, expectedVersion: 1 };
  const { captions: changed } = await service(owner).update(changes);
  expect(changed).toMatchObject({ cueCount: 2, isShown: false, name: 'English', version: 2 });
  await house.settle();
  expect((await files(assetId)).map(({ key }) => key)).toEqual([changed.objectKey]);
  await expect(service(owner).update(changes)).rejects.toMatchObject({
    code: 'CONFLICT',
    facts: { currentVersion: 2 },
  });
  expect(await files(assetId)).toHaveLength(1);
  await service(owner).remove({ id: made.id, expectedVersion: 2 });
  await house.settle();
  expect([await tracksOf(assetId), await files(assetId)]).toEqual([[], []]);
});

it('captions go with their video', async () => {
  const { owner, assetId } = await video();
  await service(owner).add({ assetId, language: 'en', kind: SUBTITLES, file: { text: webVtt } });
  await house.as(owner).get(AssetService).delete(assetId);
  await house.settle();
  expect([await tracksOf(assetId), await files(assetId)]).toEqual([[], []]);
});

it('only what plays has captions', async () => {
  const owner = person(randomUUID());
  const [picture] = await house.make(assetFactory, [{ ownerId: owner.id! }]);
  const asked = service(owner).add({ assetId: picture!.id, language: 'en', kind: SUBTITLES, file: { text: webVtt } });
  await expect(asked).rejects.toMatchObject({ code: 'WRONG_KIND' });
});

it('those who may change the file change its captions, and nobody else', async () => {
  const organisationId = randomUUID();
  const owner = person(randomUUID(), { organisations: [organisationId] });
  const grants = [grant('editor', ['media.manage'], { organisationId })];
  const manager = person(randomUUID(), { organisations: [organisationId], grants });
  const elsewhere = person(randomUUID(), { grants });
  const member = person(randomUUID(), { organisations: [organisationId] });
  const [asset] = await house.make(assetFactory, [{ ownerId: owner.id!, kind: AssetKind.VIDEO, organisationId }]);
  const input = { assetId: asset!.id, language: 'en', kind: SUBTITLES, file: { text: webVtt } };
  const { captions: made } = await service(manager).add(input);
  for (const viewer of [member, elsewhere, person(randomUUID())]) {
    const refused = { code: 'NOT_FOUND' };
    await expect(service(viewer).add({ ...input, language: 'de' })).rejects.toMatchObject(refused);
    await expect(service(viewer).update({ id: made.id, isShown: false })).rejects.toMatchObject(refused);
    await expect(service(viewer).remove({ id: made.id })).rejects.toMatchObject(refused);
  }
  await expect(service(Viewer.anonymous).remove({ id: made.id })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await service(owner).remove({ id: made.id });
});

it('players and learners get the captions that are shown', async () => {
  const world = await World.make(house);
  const { instructor, assetId, lessonId } = world;
  const shown = { assetId, language: 'de', kind: SUBTITLES, file: { text: srt }, isDefault: true };
  const { captions: german } = await service(instructor).add(shown);
  await service(instructor).add({ ...shown, language: 'fr', isShown: false, isDefault: false });
  const learner = await world.learner();
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Lesson { video { captions { language isDefault downloadUrl } } } } }`;
  const variables = { of: [{ __typename: 'Lesson', id: lessonId }] };
  const { _entities: seen } = await house.data<{ _entities: unknown[] }>(query, { viewer: learner, variables });
  expect(seen).toEqual([
    {
      video: {
        captions: [
          { language: 'de', isDefault: true, downloadUrl: null },
          { language: 'en', isDefault: false, downloadUrl: null },
        ],
      },
    },
  ]);
  const player = Player.open(house);
  const { urls } = await start(house, learner, lessonId);
  const master = await player.get(urls.hlsUrl, { viewer: learner });
  expect(master.text).toContain('LANGUAGE="de"');
  expect(master.text).not.toContain('LANGUAGE="fr"');
  const vtt = new URL(`captions/${german.id}.vtt`, urls.hlsUrl).href;
  expect((await player.get(vtt, { viewer: learner })).text).toContain('Again');
  await player.close();
});

refuseCollectionScans(house);
