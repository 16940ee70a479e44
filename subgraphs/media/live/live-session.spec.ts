import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { media } from '..';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { start } from '../playback/testing/player';
import { session, someone } from '../playback/testing/world';
import { PlaybackService } from '../playback/playback.service';
import { PlaybackEnded, StartPlaybackPayload } from '../playback/playback.result';
import { JoinLiveSessionPayload, NotLive, type JoinOutcome } from './join-live.result';
import { JoinLiveService } from './join-live.service';
import { liveSessions } from './live-session.document';
import { LiveSessionLoaders } from './live-session.loaders';
import { LiveSessionState } from './live-session.states';
import { remindLive } from './remind-live.job';
import { tendLive } from './tend-live.job';
import { LiveWorld } from './testing/live-world';

const house = subgraphTest(media);
let queries: ExplainedQueries;
beforeAll(() => {
  queries = new ExplainedQueries(house.subgraph.resources.documents!);
});

const join = (viewer: Viewer, id: string): Promise<JoinOutcome> => house.as(viewer).get(JoinLiveService).join(id);
const sees = async (viewer: Viewer, id: string): Promise<boolean> =>
  (await house.as(viewer).get(LiveSessionLoaders).visible.load(id)) !== null;

it('Existence: a session is seen by those who are enrolled and those who run it, and by nobody else', async () => {
  const world = await LiveWorld.make(house, { isPreview: true });
  const { _id } = await world.schedule();
  for (const viewer of [await world.learner(), world.instructor, administrator(randomUUID())])
    expect(await sees(viewer, _id)).toBe(true);
  const key = new Viewer({ ...person(randomUUID()).claims, kind: 'service' });
  for (const viewer of [someone(), Viewer.anonymous, key, await (await LiveWorld.make(house)).learner()])
    expect(await sees(viewer, _id)).toBe(false);
  for (const id of [randomUUID(), 'nonsense', '']) expect(await sees(world.instructor, id)).toBe(false);
});

it('Tenant isolation: another organisation does not see it, and its staff do not run it', async () => {
  const [ours, theirs] = [randomUUID(), randomUUID()];
  const world = await LiveWorld.make(house, { organisationId: ours });
  const { _id } = await world.schedule();
  expect(await sees(await world.learner(), _id)).toBe(true);
  expect(await sees(someone([theirs]), _id)).toBe(false);
  await expect(world.service(someone([theirs])).cancel(_id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('Policy: only who runs the course moves, calls off, starts and ends its sessions', async () => {
  const world = await LiveWorld.make(house);
  const { _id: id, scheduledAt } = await world.schedule();
  const learner = await world.learner();
  const { streamKeyHash } = await world.stored(id);
  expect(streamKeyHash).toBeNull();
  for (const [viewer, code] of [
    [learner, 'NOT_FOUND'],
    [someone(), 'NOT_FOUND'],
    [Viewer.anonymous, 'UNAUTHENTICATED'],
  ] as const) {
    const service = world.service(viewer);
    for (const attempt of [
      () => service.reschedule({ id, scheduledAt }),
      () => service.cancel(id),
      () => service.start(id),
      () => service.rotateKey(id),
      () => service.end(id),
      () => service.schedule({ lessonId: world.lessonId, scheduledAt, duration: 600 }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code });
  }
  expect(await world.stored(id)).toMatchObject({ state: 'SCHEDULED', scheduledAt });
});

it('each state allows what it allows, and nothing else', async () => {
  const world = await LiveWorld.make(house);
  const { _id: id, scheduledAt } = await world.schedule();
  const service = world.service();
  const attempts = {
    reschedule: () => service.reschedule({ id, scheduledAt }),
    cancel: () => service.cancel(id),
    start: () => service.start(id),
    rotate: () => service.rotateKey(id),
    end: () => service.end(id),
  };
  const refused = async (names: readonly (keyof typeof attempts)[]): Promise<void> => {
    for (const name of names) await expect(attempts[name]()).rejects.toMatchObject({ code: 'LIVE_SESSION_STATE' });
  };
  await refused(['rotate', 'end']);
  await attempts.reschedule();
  await attempts.start();
  await refused(['reschedule', 'cancel', 'start']);
  await attempts.rotate();
  await attempts.end();
  await refused(['reschedule', 'cancel', 'start', 'rotate', 'end']);
  const other = await world.schedule();
  await service.cancel(other._id);
  await expect(service.start(other._id)).rejects.toMatchObject({ code: 'LIVE_SESSION_STATE' });
});

it('a lesson has one session at a time, also when two are announced at once', async () => {
  const world = await LiveWorld.make(house);
  const outcomes = await Promise.allSettled([world.schedule(), world.schedule(), world.schedule()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'LIVE_SESSION_EXISTS' });
});

it('only lessons of kind LIVE have sessions, at a time to come and of a bearable length', async () => {
  const other = await LiveWorld.make(house, { kind: 'VIDEO' });
  await expect(other.schedule()).rejects.toMatchObject({ code: 'NOT_A_LIVE_LESSON' });
  const world = await LiveWorld.make(house);
  const { lessonId } = world;
  const now = Number(house.clock.now());
  for (const [wait, duration] of [
    [-1, 600],
    [367 * 86_400, 600],
    [60, 59],
    [60, 14_401],
  ] as const)
    await expect(
      world.service().schedule({ lessonId, scheduledAt: new Date(now + wait * 1_000), duration }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
  for (const id of [randomUUID(), 'nonsense'])
    await expect(
      world.service().schedule({ lessonId: id, scheduledAt: new Date(now + 60_000), duration: 600 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('the stream key is told once, and only a hash of it is kept', async () => {
  const world = await LiveWorld.make(house);
  const { session: live, streamKey, ingestUrl } = await world.start();
  expect(ingestUrl).toBe('rtmp://127.0.0.1:1935/live');
  expect(streamKey).toMatch(/^[\w-]{43}$/);
  const { streamKey: newer } = await world.service().rotateKey(live._id);
  expect(newer).not.toBe(streamKey);
  const stored = JSON.stringify(await world.stored(live._id));
  for (const key of [streamKey, newer]) expect(stored).not.toContain(key);
  await world.service().end(live._id);
  expect((await world.stored(live._id)).streamKeyHash).toBeNull();
});

it('is joined while it is live, by those for whom its lesson is open', async () => {
  const world = await LiveWorld.make(house);
  const learner = await world.learner();
  const { _id: id } = await world.schedule();
  expect(await join(learner, id)).toBeInstanceOf(NotLive);
  await world.service().start(id);
  expect(await join(learner, id)).toBeInstanceOf(JoinLiveSessionPayload);
  expect(await join(world.instructor, id)).toBeInstanceOf(JoinLiveSessionPayload);
  await expect(join(someone(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(join(Viewer.anonymous, id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  for (let more = 0; more < 2; more += 1) await join(session(learner), id);
  expect(await join(session(learner), id)).toMatchObject({ code: 'TOO_MANY_STREAMS' });
  await world.service().end(id);
  expect(await join(learner, id)).toMatchObject({ code: 'NOT_LIVE', session: { state: LiveSessionState.ENDED } });
});

it('a lesson that is not open yet keeps its session closed', async () => {
  const before = randomUUID();
  const world = await LiveWorld.make(house, { releaseRules: [{ kind: 'AFTER_LESSON', lessonId: before }] });
  const { session: live } = await world.start();
  expect(await join(await world.learner(), live._id)).toMatchObject({ code: 'LESSON_LOCKED', waitingFor: [before] });
});

it('a grant is not renewed once the session is over for a minute', async () => {
  const world = await LiveWorld.make(house);
  const learner = await world.learner();
  const { session: live } = await world.start();
  const { playback } = (await join(learner, live._id)) as JoinLiveSessionPayload;
  await world.service().end(live._id);
  const renew = () => house.as(learner).get(PlaybackService).renew(playback.id);
  expect(await renew()).not.toBeInstanceOf(PlaybackEnded);
  house.clock.advance({ seconds: 61 });
  expect(await renew()).toMatchObject({ code: 'PLAYBACK_ENDED', reason: 'NO_ACCESS' });
});

it('who runs it reads who watched, and for how long; nobody else does', async () => {
  const world = await LiveWorld.make(house);
  const learner = await world.learner();
  const { session: live } = await world.start();
  const { playback } = (await join(learner, live._id)) as JoinLiveSessionPayload;
  const joinedAt = house.clock.now();
  house.clock.advance({ seconds: 30 });
  await house.as(learner).get(PlaybackService).renew(playback.id);
  // The grant lasts a minute: a pause after that is no attendance.
  house.clock.advance({ minutes: 10 });
  await house.as(learner).get(PlaybackService).renew(playback.id);
  house.clock.advance({ seconds: 10 });
  await house.as(learner).get(PlaybackService).end(playback.id);
  const page = await world.service().attendance(live, {});
  expect(page!.nodes).toMatchObject([
    { personId: learner.id, joinedAt, lastSeenAt: house.clock.now(), duration: 30 + 60 + 10 },
  ]);
  for (const viewer of [learner, someone(), Viewer.anonymous])
    expect(await world.service(viewer).attendance(live, {})).toBeNull();
  await house.deliver('user.erased', { userId: learner.id! });
  expect((await world.service().attendance(live, {}))!.nodes).toEqual([]);
});

it('reminds a day and ten minutes before, once each, and as it is scheduled now', async () => {
  const world = await LiveWorld.make(house);
  const { _id: id } = await world.schedule(2 * 86_400);
  const reminded = async (): Promise<number[]> => {
    await remindLive.run(house.as(), {});
    const told = (await house.emitted('live.reminded')).filter(({ liveSessionId }) => liveSessionId === id);
    await house.settle();
    return told.map(({ minutesBefore }) => minutesBefore);
  };
  expect(await reminded()).toEqual([]);
  house.clock.advance({ hours: 24 });
  expect(await reminded()).toEqual([1440]);
  expect(await reminded()).toEqual([]);
  const scheduledAt = new Date(Number(house.clock.now()) + 48 * 3_600_000);
  await world.service().reschedule({ id, scheduledAt });
  house.clock.advance({ hours: 23, minutes: 55 });
  expect(await reminded()).toEqual([]);
  house.clock.advance({ minutes: 5 });
  expect(await reminded()).toEqual([1440]);
  house.clock.advance({ hours: 23, minutes: 50 });
  expect(await reminded()).toEqual([10]);
  await world.service().cancel(id);
  house.clock.advance({ hours: 24 });
  expect(await reminded()).toEqual([]);
});

it('a session to which nobody sends ends by itself', async () => {
  const world = await LiveWorld.make(house);
  const { session: live } = await world.start();
  house.clock.advance({ minutes: 29 });
  await tendLive.run(house.as(), {});
  expect((await world.stored(live._id)).state).toBe('LIVE');
  house.clock.advance({ minutes: 2 });
  await tendLive.run(house.as(), {});
  await house.settle();
  expect(await world.stored(live._id)).toMatchObject({ state: 'ENDED', recording: null, isToRecord: false });
});

it('events have ids only', async () => {
  const world = await LiveWorld.make(house);
  const { _id: liveSessionId } = await world.schedule();
  const [told] = (await house.emitted('live.scheduled')).filter((event) => event.liveSessionId === liveSessionId);
  expect(Object.keys(told!).sort()).toEqual(
    ['courseId', 'duration', 'lessonId', 'liveSessionId', 'organisationId', 'scheduledAt'].sort(),
  );
});

const places = `query Places($course: ID!, $lesson: ID!) {
  _entities(representations: [{ __typename: "Course", id: $course }, { __typename: "Lesson", id: $lesson }]) {
    ... on Course { liveSessions { nodes { id } } }
    ... on Lesson { liveSession { id state isSending recording { id } attendance { nodes { duration } } } }
  }
}`;

it('a course lists its sessions by time, a lesson has its newest, each for those who may see them', async () => {
  const world = await LiveWorld.make(house);
  const first = await world.schedule(7_200);
  await world.service().cancel(first._id);
  const second = await world.schedule(3_600);
  const variables = { course: world.courseId, lesson: world.lessonId };
  const learner = await house.data(places, { viewer: await world.learner(), variables });
  const shown = { id: second._id, state: 'SCHEDULED', isSending: false, recording: null };
  expect(learner).toEqual({
    _entities: [
      { liveSessions: { nodes: [{ id: second._id }, { id: first._id }] } },
      { liveSession: { ...shown, attendance: null } },
    ],
  });
  expect(await house.data(places, { viewer: someone(), variables })).toEqual({
    _entities: [{ liveSessions: { nodes: [] } }, { liveSession: null }],
  });
});

it('tells who may see it of each change, until they may not', async () => {
  const world = await LiveWorld.make(house);
  const { _id: id } = await world.schedule();
  await expect(world.service(someone()).changes(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const changes = (await world.service(await world.learner()).changes(id))[Symbol.asyncIterator]();
  const next = changes.next();
  await world.service().start(id);
  expect(await next).toEqual({ done: false, value: { liveSessionId: id } });
  await changes.return?.();
});

it('what was recorded is played where the lesson is, by those for whom it is open', async () => {
  const world = await LiveWorld.make(house);
  const learner = await world.learner();
  const { session: live } = await world.start();
  await world.service().end(live._id);
  const play = (viewer: Viewer) => start(house, viewer, world.lessonId);
  await expect(play(learner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const asset = await assetFactory(house.as(), { ownerId: world.instructor.id!, kind: AssetKind.VIDEO });
  const recording = { assetId: asset._id, versionId: asset.currentVersionId };
  await house.as().documents.of(liveSessions).updateOne({ _id: live._id }, { $set: { recording } });
  expect(await play(learner)).toBeInstanceOf(StartPlaybackPayload);
  await expect(play(someone())).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('an index serves every query', async () => {
  expect(await queries.scans()).toEqual([]);
});
