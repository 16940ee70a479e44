import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { media } from '..';
import { AssetState } from '../asset/asset.states';
import { grants } from './grant.document';
import { PlaybackEndReason } from './grant.states';
import { PlaybackService } from './playback.service';
import { LessonLocked, PlaybackEnded, RenewPlaybackPayload, TooManyStreams, VideoNotReady } from './playback.result';
import { sweepPlayback } from './sweep-playback.job';
import { start } from './testing/player';
import { session, someone, World } from './testing/world';

const house = subgraphTest(media, { PLAYBACK_STARTS_PER_MINUTE: '40' });
let queries: ExplainedQueries;
beforeAll(() => {
  queries = new ExplainedQueries(house.subgraph.resources.documents!);
});

const service = (viewer: Viewer) => house.as(viewer).get(PlaybackService);
const stored = async (id: string) => (await house.as().documents.of(grants).findOne({ _id: id }))!;

it('a learner gets a grant for a minute, of which only a hash of the secret is kept', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  const { playback, urls, renewAfter } = await start(house, learner, world.lessonId);
  expect(renewAfter).toBe(30);
  expect(Number(playback.expiresAt) - Number(house.clock.now())).toBe(60_000);
  const token = /\/media\/play\/([\w-]{43})\/master\.m3u8$/.exec(urls.hlsUrl)?.[1];
  expect(token).toBeDefined();
  expect(JSON.stringify(await stored(playback.id))).not.toContain(token);
});

it('Existence: a lesson that is not for the viewer answers like one that is not there', async () => {
  const world = await World.make(house);
  for (const viewer of [someone(), Viewer.anonymous, await (await World.make(house)).learner()])
    for (const lessonId of [world.lessonId, randomUUID(), 'nonsense'])
      await expect(service(viewer).start({ lessonId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('an API key plays nothing', async () => {
  const world = await World.make(house, { isPreview: true });
  const key = new Viewer({ ...person(world.instructor.id!).claims, kind: 'service' });
  await expect(service(key).start({ lessonId: world.lessonId })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('says when a lesson opens to those who are enrolled', async () => {
  const before = randomUUID();
  const world = await World.make(house, { releaseRules: [{ kind: 'AFTER_LESSON', lessonId: before }] });
  const outcome = await service(await world.learner()).start({ lessonId: world.lessonId });
  expect(outcome).toBeInstanceOf(LessonLocked);
  expect(outcome).toMatchObject({ opensAt: null, waitingFor: [before] });
  await expect(service(someone()).start({ lessonId: world.lessonId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('says that a video is not ready', async () => {
  const world = await World.make(house, { state: AssetState.PROCESSING });
  const outcome = await service(await world.learner()).start({ lessonId: world.lessonId });
  expect(outcome).toBeInstanceOf(VideoNotReady);
});

it('Signed media: pause past the expiry, then resume', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  const { playback } = await start(house, learner, world.lessonId);
  house.clock.advance({ hours: 3 });
  const outcome = await service(learner).renew(playback.id);
  expect(outcome).toBeInstanceOf(RenewPlaybackPayload);
  expect(Number((await stored(playback.id)).expiresAt) - Number(house.clock.now())).toBe(60_000);
});

it('only the session that started it renews it; another one of the same person may end it', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  const elsewhere = session(learner);
  const { playback } = await start(house, learner, world.lessonId);
  for (const viewer of [elsewhere, someone(), Viewer.anonymous])
    await expect(service(viewer).renew(playback.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const viewer of [someone(), Viewer.anonymous])
    await expect(service(viewer).end(playback.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await service(elsewhere).end(playback.id);
  expect(await service(learner).renew(playback.id)).toMatchObject({ reason: PlaybackEndReason.STOPPED });
});

it('Signed media: after a refund it ends, and is not renewed', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  const { playback } = await start(house, learner, world.lessonId);
  await world.leave(learner);
  expect(await stored(playback.id)).toMatchObject({ endReason: PlaybackEndReason.NO_ACCESS });
  expect(await service(learner).renew(playback.id)).toBeInstanceOf(PlaybackEnded);
  await expect(service(learner).start({ lessonId: world.lessonId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('renewal decides anew, whether an event came or not', async () => {
  const world = await World.make(house);
  const { playback } = await start(house, world.instructor, world.lessonId);
  await house.deliver('course.changed', {
    courseId: world.courseId,
    version: 2,
    status: 'PUBLISHED',
    slug: 'a',
    title: 'A',
    organisationId: null,
    instructorIds: [randomUUID()],
    prices: [],
    runs: [],
  });
  expect(await service(world.instructor).renew(playback.id)).toMatchObject({ reason: PlaybackEndReason.NO_ACCESS });
});

it('Many grants, one access: a second enrolment keeps what the first one started', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  await world.enroll(learner);
  const { playback } = await start(house, learner, world.lessonId);
  await world.leave(learner);
  expect(await service(learner).renew(playback.id)).toBeInstanceOf(RenewPlaybackPayload);
  await world.leave(learner);
});

it('a session that ends takes its playbacks with it, and no others', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  const elsewhere = session(learner);
  const [here, there] = [await start(house, learner, world.lessonId), await start(house, elsewhere, world.lessonId)];
  await house.deliver('session.ended', { sessionId: learner.claims.sessionId!, userId: learner.id! });
  expect(await stored(here.playback.id)).toMatchObject({ endReason: PlaybackEndReason.SIGNED_OUT });
  expect(await service(elsewhere).renew(there.playback.id)).toBeInstanceOf(RenewPlaybackPayload);
});

it('twenty starts at once never exceed the limit', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => service(session(learner)).start({ lessonId: world.lessonId })),
  );
  const refused = outcomes.filter((outcome) => outcome instanceof TooManyStreams);
  expect(refused).toHaveLength(17);
  expect(refused[0]).toMatchObject({ limit: 3, code: 'TOO_MANY_STREAMS' });
  expect(await house.as().documents.of(grants).count({ personId: learner.id!, endedAt: null })).toBe(3);
});

it('renewals after a pause count for the limit; what ends makes room', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  const first = await start(house, learner, world.lessonId);
  house.clock.advance({ minutes: 2 });
  const others = [];
  for (let more = 0; more < 3; more += 1) others.push(await start(house, learner, world.lessonId));
  expect(await service(learner).renew(first.playback.id)).toBeInstanceOf(TooManyStreams);
  expect(await service(learner).renew(others[0]!.playback.id)).toBeInstanceOf(RenewPlaybackPayload);
  await service(learner).end(others[0]!.playback.id);
  expect(await service(learner).renew(first.playback.id)).toBeInstanceOf(RenewPlaybackPayload);
});

it('nobody starts more than the rate allows', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  for (let started = 0; started < 40; started += 1) {
    const { playback } = await start(house, learner, world.lessonId);
    await service(learner).end(playback.id);
  }
  await expect(service(learner).start({ lessonId: world.lessonId })).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  house.clock.advance({ minutes: 1 });
  await start(house, learner, world.lessonId);
});

it('Erasure: nothing of a person is left', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  await start(house, learner, world.lessonId);
  await house.deliver('user.erased', { userId: learner.id! });
  expect(await house.as().documents.of(grants).count({ personId: learner.id! })).toBe(0);
});

it('a grant that nobody came back to for a day is taken away', async () => {
  const world = await World.make(house);
  const { playback } = await start(house, world.instructor, world.lessonId);
  house.clock.advance({ hours: 23 });
  await sweepPlayback.run(house.as(), {});
  expect(await stored(playback.id)).not.toBeNull();
  house.clock.advance({ hours: 2 });
  await sweepPlayback.run(house.as(), {});
  expect(await stored(playback.id)).toBeNull();
});

it('the schema says who plays what, to that person', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  const { startPlayback } = await house.data<{ startPlayback: { playback: { id: string } } }>(
    `mutation ($input: StartPlaybackInput!) { startPlayback(input: $input) {
      __typename ... on StartPlaybackPayload { renewAfter urls { hlsUrl dashUrl clearKeyUrl posterUrl } playback { id state lesson { id } protection } }
      ... on Refusal { code message } } }`,
    { viewer: learner, variables: { input: { lessonId: world.lessonId } } },
  );
  const { id } = startPlayback.playback;
  expect(startPlayback.playback).toMatchObject({
    state: 'ACTIVE',
    protection: 'CLEAR',
    lesson: { id: world.lessonId },
  });
  const ask = (viewer: Viewer) =>
    house.data('query ($id: ID!) { playback(id: $id) { id state } }', { viewer, variables: { id } });
  expect(await ask(session(learner))).toEqual({ playback: { id, state: 'ACTIVE' } });
  for (const viewer of [someone(), Viewer.anonymous]) expect(await ask(viewer)).toEqual({ playback: null });
});

it('no query of grants and of what they are decided by reads a whole collection', async () => {
  expect(queries.count).toBeGreaterThan(20);
  const own = /^\w+ (playback_grant|playback_holder|viewing|caption|enrollment|completion|lesson|course):/;
  expect((await queries.scans()).filter((scan) => own.test(scan))).toEqual([]);
});

refuseCollectionScans(house);
