import { randomUUID } from 'node:crypto';
import { Viewer } from '../../kit/identity/viewer';
import { person } from '../../kit/testing/viewers';
import { tell } from '../../subgraphs/courses/course/course.events';
import { courseFactory } from '../../subgraphs/courses/course/course.factory';
import { enrollmentFactory } from '../../subgraphs/enrollment/enrollment/enrollment.factory';
import { LeavingService } from '../../subgraphs/enrollment/enrollment/leaving.service';
import { CurriculumService } from '../../subgraphs/lessons/curriculum/curriculum.service';
import { LessonService } from '../../subgraphs/lessons/lesson/lesson.service';
import { SectionService } from '../../subgraphs/lessons/section/section.service';
import { lessonInput } from '../../subgraphs/lessons/testing/lessons.factory';
import { assetFactory } from '../../subgraphs/media/asset/asset.factory';
import { AssetKind } from '../../subgraphs/media/asset/asset.kind';
import { segment, transcodedOf, writePackaged } from '../../subgraphs/media/playback/testing/packaged-files';
import { password } from '../../subgraphs/users/profile/user.factory';
import { lyceumTest } from '../harness/lyceum';
import { logIn, makePerson, type Person } from '../harness/people';
import { connect, follow, rest } from '../subscriptions/live-client';

const opened = lyceumTest();
const scopeOf = (subgraph: string, viewer = Viewer.system) => opened.lyceum.platform.get(subgraph).scope(viewer);

/** A lesson that shows a video of six seconds, in a course that is on offer. */
async function videoLesson(): Promise<{ courseId: string; lessonId: string }> {
  const { lyceum } = opened;
  const instructor = await makePerson(lyceum, {
    username: `teacher-${randomUUID().slice(0, 8)}`,
    roles: ['instructor'],
  });
  const prefix = `media/${randomUUID()}/packaged`;
  const video = { ownerId: instructor.id, kind: AssetKind.VIDEO, version: { transcoded: transcodedOf(prefix) } };
  const asset = await assetFactory(scopeOf('media'), video);
  await writePackaged(scopeOf('media'), { prefix, versionId: asset.currentVersionId });
  const course = await courseFactory(scopeOf('courses'), { taughtBy: [instructor.id], title: 'Films' });
  await scopeOf('courses').transaction((tx) => tell(tx, course));
  await lyceum.settle();
  const section = await scopeOf('lessons').get(SectionService).create({ courseId: course.id, title: 'One' });
  const input = lessonInput(section.id, { kind: 'VIDEO', duration: 6, contentId: asset.id });
  const { id: lessonId } = await scopeOf('lessons').get(LessonService).create(input);
  await scopeOf('lessons').get(CurriculumService).publish({ courseId: course.id });
  await lyceum.settle();
  return { courseId: course.id, lessonId };
}

async function learnerOf(courseId: string): Promise<Person & { leave: () => Promise<void> }> {
  const { lyceum } = opened;
  const learner = await makePerson(lyceum, { username: `learner-${randomUUID().slice(0, 8)}` });
  const viewer = person(learner.id);
  await enrollmentFactory(scopeOf('enrollment'), { viewer, courseId });
  await lyceum.settle();
  const leave = async (): Promise<void> => {
    await scopeOf('enrollment', viewer).get(LeavingService).leave(courseId);
    await lyceum.settle();
  };
  return { ...learner, leave };
}

interface Started {
  readonly startPlayback: {
    readonly __typename: string;
    readonly playback: { id: string };
    readonly urls: { hlsUrl: string };
  };
}

async function play(lessonId: string, token: string): Promise<{ grantId: string; base: string }> {
  const { startPlayback } = await opened.lyceum.ask<Started>(
    `mutation ($input: StartPlaybackInput!) { startPlayback(input: $input) {
       __typename ... on StartPlaybackPayload { playback { id } urls { hlsUrl } } } }`,
    { variables: { input: { lessonId } }, token },
  );
  const base = new URL('.', startPlayback.urls.hlsUrl).pathname;
  return { grantId: startPlayback.playback.id, base };
}

const renew = (grantId: string, token: string) =>
  opened.lyceum.send<{ renewPlayback: { __typename: string } }>(
    'mutation ($input: RenewPlaybackInput!) { renewPlayback(input: $input) { __typename ... on Refusal { code } } }',
    { variables: { input: { grantId } }, token },
  );

const report = (grantId: string, ranges: readonly object[], token: string | null) =>
  opened.lyceum.send<{ reportPlayback: { credited: number } | null }>(
    'mutation ($input: ReportPlaybackInput!) { reportPlayback(input: $input) { credited } }',
    { variables: { input: { grantId, position: 0, ranges } }, token },
  );

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(opened.lyceum.url + path, { headers });
  return {
    status: answer.status,
    text: await answer.text(),
    cookie: answer.headers.get('set-cookie')?.split(';', 1)[0],
  };
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function percent(courseId: string, token: string): Promise<number> {
  await opened.lyceum.settle();
  const { course } = await opened.lyceum.ask<{ course: { viewerProgress: { percent: number } } }>(
    'query ($id: ID!) { course(id: $id) { viewerProgress { percent } } }',
    { variables: { id: courseId }, token },
  );
  return course.viewerProgress.percent;
}

it('a learner plays by HLS through the gateway, by token first and then by cookie', async () => {
  const { courseId, lessonId } = await videoLesson();
  const { token } = await learnerOf(courseId);
  const { base } = await play(lessonId, token);
  const master = await get(`${base}master.m3u8`, bearer(token));
  const list = master.text.split('\n').find((line) => line.startsWith('/'))!;
  expect(list.startsWith(base)).toBe(true);
  const cookie = { cookie: master.cookie! };
  const media = (await get(list, cookie)).text.split('\n').find((line) => line.endsWith('.m4s'))!;
  expect((await get(media, cookie)).text).toBe(segment(media.slice(base.length)).toString());
});

it('a copied URL in another session fails', async () => {
  const { courseId, lessonId } = await videoLesson();
  const learner = await learnerOf(courseId);
  const stranger = await learnerOf(courseId);
  const { base } = await play(lessonId, learner.token);
  const elsewhere = await logIn(opened.lyceum, learner.email, password);
  expect((await get(`${base}master.m3u8`, bearer(learner.token))).status).toBe(200);
  for (const headers of [{}, bearer(stranger.token), bearer(elsewhere)])
    expect((await get(`${base}v360/00001.m4s`, headers)).status).toBe(404);
});

it('after a refund the running session stops', async () => {
  const { courseId, lessonId } = await videoLesson();
  const learner = await learnerOf(courseId);
  const { base, grantId } = await play(lessonId, learner.token);
  const { cookie } = await get(`${base}master.m3u8`, bearer(learner.token));
  await learner.leave();
  expect((await renew(grantId, learner.token)).data.renewPlayback).toMatchObject({ __typename: 'PlaybackEnded' });
  expect((await get(`${base}v360/00001.m4s`, { cookie: cookie! })).status).toBe(403);
});

it('who logs out plays no further', async () => {
  const { courseId, lessonId } = await videoLesson();
  const learner = await learnerOf(courseId);
  const { base } = await play(lessonId, learner.token);
  const { cookie } = await get(`${base}master.m3u8`, bearer(learner.token));
  await opened.lyceum.ask('mutation { logOut { __typename } }', { token: learner.token });
  await opened.lyceum.settle();
  expect((await get(`${base}v360/00001.m4s`, { cookie: cookie! })).status).toBe(403);
});

it('Watch ranges: what was played counts as progress, a forged report does not', async () => {
  const { lyceum } = opened;
  const { courseId, lessonId } = await videoLesson();
  const [learner, forger] = [await learnerOf(courseId), await learnerOf(courseId)];
  const whole = [{ from: 0, to: 6 }];
  const { grantId } = await play(lessonId, learner.token);
  // At once, in the name of somebody else, or for more than there is.
  expect((await report(grantId, whole, learner.token)).data.reportPlayback).toEqual({ credited: 0 });
  lyceum.house.clock.advance({ seconds: 6 });
  for (const token of [forger.token, null])
    expect((await report(grantId, whole, token)).errors[0]?.extensions['code']).toBe('NOT_FOUND');
  await report(grantId, [{ from: 6, to: 600 }], learner.token);
  expect([await percent(courseId, learner.token), await percent(courseId, forger.token)]).toEqual([0, 0]);
  expect((await report(grantId, whole, learner.token)).data.reportPlayback).toEqual({ credited: 6 });
  expect([await percent(courseId, learner.token), await percent(courseId, forger.token)]).toEqual([100, 0]);
  await report(grantId, whole, learner.token);
  expect(await percent(courseId, learner.token)).toBe(100);
});

it('Subscriptions: the advice reaches the player by socket, and ends with the playback; nobody else gets it', async () => {
  const { lyceum } = opened;
  const { courseId, lessonId } = await videoLesson();
  const [learner, other] = [await learnerOf(courseId), await learnerOf(courseId)];
  const { grantId } = await play(lessonId, learner.token);
  const [client, stranger] = [connect(lyceum, learner.token), connect(lyceum, other.token)];
  const query = `subscription ($grantId: ID!) { playbackAdviceChanged(grantId: $grantId) { advice { rendition } playback { state } } }`;
  const stream = await follow(lyceum, client, query, { grantId });
  const refused = stranger.iterate({ query, variables: { grantId } });
  expect((await rest(refused as never))[0]?.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  await lyceum.ask('mutation ($input: ReportPlaybackInput!) { reportPlayback(input: $input) { credited } }', {
    variables: { input: { grantId, position: 0, bandwidth: 5_000_000 } },
    token: learner.token,
  });
  const advised = { advice: { rendition: '360p' }, playback: { state: 'ACTIVE' } };
  expect((await stream.next()).value?.data).toEqual({ playbackAdviceChanged: advised });
  await learner.leave();
  const over = { ...advised, playback: { state: 'ENDED' } };
  expect((await stream.next()).value?.data).toEqual({ playbackAdviceChanged: over });
  expect((await stream.next()).done).toBe(true);
  await client.dispose();
  await stranger.dispose();
});
