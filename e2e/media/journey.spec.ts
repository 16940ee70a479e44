import { createDecipheriv } from 'node:crypto';
import type { Client } from 'graphql-ws';
import { RecordProgressDocument } from '../../schema/operations/operations';
import { makeClip } from '../../subgraphs/transcoding/testing/lavfi';
import { lyceumTest } from '../harness/lyceum';
import type { Person } from '../harness/people';
import { connect, follow, rest, type Message, type Stream } from '../subscriptions/live-client';
import { everyFile, fetchFile, renewPlayback, startPlayback, type Fetched } from './film';
import { School, type Bought, type Job, type VideoCourse } from './school';

const seconds = 8;
const opened = lyceumTest({ isAtItsUrl: true });
const clients: Client[] = [];
let school: School;

/** What one step leaves for the next: this file is one story, told in order. */
const story = {
  assetId: '',
  course: undefined as VideoCourse | undefined,
  bought: undefined as Bought | undefined,
  playbackId: '',
  hlsUrl: '',
  posterUrl: '',
  cookie: '',
  files: new Map() as ReadonlyMap<string, Fetched>,
};
const lessonId = (): string => story.course!.lessonIds[0]!;

beforeAll(async () => {
  school = await School.open(opened.lyceum);
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
});

function subscribe({ token }: Person, query: string, variables: object): Promise<Stream> {
  const client = connect(opened.lyceum, token);
  clients.push(client);
  return follow(opened.lyceum, client, query, variables);
}

/** The address of a file of the learner's playback. */
const named = (ending: string): string => [...story.files.keys()].find((url) => url.endsWith(ending))!;

it('an instructor uploads a video, and sees live how it is prepared until it is done', async () => {
  const { lyceum } = opened;
  const { token } = school.instructor;
  const video = await makeClip({ seconds, size: '640x360' });
  const ticket = await school.ticketFor(video, 'AES_128');
  expect(new URL(ticket.url).origin).toBe(lyceum.url);
  await school.send(video, ticket);

  const job = await school.jobOf(ticket.assetId);
  expect(job.state).toBe('QUEUED');
  const changes = await subscribe(
    school.instructor,
    `subscription ($id: ID!) { transcodeJobChanged(id: $id) { job { state percent renditions { name } } } }`,
    { id: job.id },
  );
  const states: string[] = [];
  const watched = (async () => {
    for await (const { data } of changes) {
      const { job: now } = data!['transcodeJobChanged'] as { job: Job };
      states.push(now.state);
      if (now.state === 'DONE') return now;
    }
    throw new Error('It ended before it was done.');
  })();
  await school.transcode();
  expect(await watched).toMatchObject({ percent: 100, renditions: [{ name: '360p' }] });
  expect(states.length).toBeGreaterThan(1);

  const { asset } = await lyceum.ask<{ asset: object }>(`query ($id: ID!) { asset(id: $id) { state duration } }`, {
    variables: { id: ticket.assetId },
    token,
  });
  expect(asset).toEqual({ state: 'READY', duration: expect.closeTo(seconds, 1) });
  story.assetId = ticket.assetId;
});

it('the instructor shows it in a lesson; a learner who bought the course plays it over HTTP', async () => {
  const { lyceum } = opened;
  const lesson = { title: 'What a wave is', assetId: story.assetId, duration: seconds };
  story.course = await school.publish('Reading the sea', [lesson]);
  story.bought = await school.buy(story.course);

  const { data, errors } = await startPlayback(lyceum, school.learner, lessonId());
  expect(errors).toEqual([]);
  expect(data.startPlayback).toMatchObject({ __typename: 'StartPlaybackPayload', urls: { dashUrl: null } });
  const { playback, urls } = data.startPlayback;
  Object.assign(story, { playbackId: playback!.id, hlsUrl: urls!.hlsUrl, posterUrl: urls!.posterUrl });
  const first = await fetchFile(story.hlsUrl, school.learner);
  expect(first).toMatchObject({ status: 200, type: expect.stringContaining('application/vnd.apple.mpegurl') });
  story.cookie = first.cookie ?? '';

  story.files = await everyFile(story.hlsUrl, story.cookie);
  expect([...story.files].filter(([, { status }]) => status !== 200)).toEqual([]);
  const ends = [...story.files.keys()].map((url) => /[^/]+$/.exec(url)?.[0]);
  expect(ends).toEqual(expect.arrayContaining(['index.m3u8', 'init.mp4', '00001.m4s', '00002.m4s', 'key']));
  expect((await fetchFile(story.posterUrl, school.learner)).type).toBe('image/jpeg');
});

it('what comes is encrypted, and the key of the grant opens it', () => {
  const key = story.files.get(named('/key'))!.body;
  const list = [...story.files.values()].map(({ body }) => body.toString()).find((text) => text.includes('IV=0x'))!;
  const [, iv, name] = /IV=0x([0-9a-f]{32})[^\n]*\n(?:#[^\n]*\n)*([^#\n]+)/.exec(list)!;
  const segment = [...story.files].find(([url]) => url.endsWith(name!))![1].body;
  const decipher = createDecipheriv('aes-128-cbc', key, Buffer.from(iv!, 'hex'));
  const clear = Buffer.concat([decipher.update(segment), decipher.final()]);
  expect(key).toHaveLength(16);
  expect(segment.includes('moof')).toBe(false);
  expect(clear.subarray(0, 4_096).includes('moof')).toBe(true);
});

describe('a stranger gets it by no door', () => {
  const ask = (query: string, variables: Record<string, unknown>): Promise<object> =>
    opened.lyceum.ask(query, { variables, token: school.stranger.token });

  it('not by the lesson, nor by the file', async () => {
    const lesson = `query ($id: ID!) { lesson(id: $id) { contentId video { id posterUrl } } }`;
    expect(await ask(lesson, { id: lessonId() })).toEqual({ lesson: { contentId: null, video: null } });
    expect(await ask(`query ($id: ID!) { asset(id: $id) { downloadUrl } }`, { id: story.assetId })).toEqual({
      asset: null,
    });
    const mine = await opened.lyceum.ask(lesson, { variables: { id: lessonId() }, token: school.learner.token });
    expect(mine).toMatchObject({ lesson: { video: { id: story.assetId } } });
  });

  it('not by starting to play: like a lesson that is not there', async () => {
    const codeFor = async (id: string) =>
      (await startPlayback(opened.lyceum, school.stranger, id)).errors[0]?.extensions['code'];
    expect(await codeFor(lessonId())).toBe('NOT_FOUND');
    expect(await codeFor(story.assetId)).toBe('NOT_FOUND');
  });

  it('not by the back door of subgraphs', async () => {
    const representations = [{ __typename: 'Asset', id: story.assetId }];
    const { data, errors } = await opened.lyceum.send(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }`,
      { variables: { representations }, token: school.stranger.token },
    );
    expect({ data, code: errors[0]?.extensions['code'] }).toEqual({
      data: undefined,
      code: 'GRAPHQL_VALIDATION_FAILED',
    });
  });

  it('not by a single address of the playback, copied', async () => {
    for (const url of [...story.files.keys(), story.posterUrl]) {
      for (const who of [school.stranger, school.instructor, {}])
        expect({ url, ...(await fetchFile(url, who)) }).toMatchObject({ url, status: 404, code: 'NOT_FOUND' });
    }
    const forged = `lyceum_play=${story.cookie.length}`;
    expect((await fetchFile(story.hlsUrl, { cookie: forged })).status).toBe(404);
    // A token that says who is more than a cookie that does not.
    expect((await fetchFile(story.hlsUrl, { token: school.stranger.token, cookie: story.cookie })).status).toBe(404);
  });

  it('not by the object store', async () => {
    const { asset } = await opened.lyceum.ask<{ asset: { downloadUrl: string } }>(
      `query ($id: ID!) { asset(id: $id) { downloadUrl } }`,
      { variables: { id: story.assetId }, token: school.instructor.token },
    );
    const url = new URL(asset.downloadUrl);
    expect((await fetchFile(url.href)).status).toBe(200);
    url.pathname = url.pathname.replace(/[^/]+$/, 'master.m3u8');
    expect((await fetchFile(url.href)).status).toBeGreaterThanOrEqual(403);
    url.search = '';
    expect((await fetchFile(url.href)).status).toBeGreaterThanOrEqual(403);
  });
});

describe('what a player reports', () => {
  const report = (who: Person, ranges: readonly { from: number; to: number }[]) =>
    opened.lyceum.send<{ reportPlayback: { credited: number } }>(
      `mutation ($input: ReportPlaybackInput!) { reportPlayback(input: $input) { credited } }`,
      { variables: { input: { grantId: story.playbackId, position: seconds, ranges } }, token: who.token },
    );
  const percent = async (): Promise<number | undefined> => {
    await opened.lyceum.settle();
    const { course } = await opened.lyceum.ask<{ course: { viewerProgress: { percent: number } } }>(
      `query ($id: ID!) { course(id: $id) { viewerProgress { percent } } }`,
      { variables: { id: story.course!.id }, token: school.learner.token },
    );
    return course.viewerProgress.percent;
  };

  it('a forged report gains nothing', async () => {
    const all = [{ from: 0, to: seconds }];
    expect((await report(school.stranger, all)).errors[0]?.extensions['code']).toBe('NOT_FOUND');
    // Nobody has seen eight seconds in no time.
    expect((await report(school.learner, all)).data.reportPlayback.credited).toBe(0);
    opened.lyceum.house.clock.advance({ seconds: 1 });
    const beyond = await report(school.learner, [{ from: seconds + 1, to: 10_000 }]);
    expect(beyond.data.reportPlayback.credited).toBe(0);
    const at = opened.lyceum.house.clock.now().toISOString();
    const declared = { clientId: 'forged', lessonId: lessonId(), kind: 'COMPLETED' as const, at };
    await opened.lyceum.ask(RecordProgressDocument, {
      variables: { input: { courseId: story.course!.id, events: [declared] } },
      token: school.learner.token,
    });
    expect(await percent()).toBe(0);
  });

  it('what was played moves the progress, live', async () => {
    const { lyceum } = opened;
    const changes = await subscribe(
      school.learner,
      `subscription ($id: ID!) { courseProgressChanged(courseId: $id) { progress { percent completedLessons } } }`,
      { id: story.course!.id },
    );
    const next: Promise<IteratorResult<Message>> = changes.next();
    lyceum.house.clock.advance({ seconds });
    const { data } = await report(school.learner, [{ from: 0, to: seconds }]);
    expect(data.reportPlayback.credited).toBeCloseTo(seconds, 1);
    await lyceum.settle();
    expect((await next).value).toMatchObject({
      data: { courseProgressChanged: { progress: { percent: 100, completedLessons: 1 } } },
    });
    expect(await percent()).toBe(100);
  });
});

it('after a refund neither a renewal nor a key is given, nor anything else', async () => {
  const { lyceum } = opened;
  const { learner } = school;
  const renew = () => renewPlayback(lyceum, learner, story.playbackId);
  expect(await renew()).toEqual({ __typename: 'RenewPlaybackPayload' });
  expect((await fetchFile(named('/key'), { cookie: story.cookie })).status).toBe(200);
  const advice = await subscribe(
    learner,
    `subscription ($id: ID!) { playbackAdviceChanged(grantId: $id) { playback { state } } }`,
    { id: story.playbackId },
  );
  const told = rest(advice);

  await school.refund(story.bought!);
  expect(await renew()).toEqual({ __typename: 'PlaybackEnded', reason: 'NO_ACCESS' });
  expect(await told).toMatchObject([{ data: { playbackAdviceChanged: { playback: { state: 'ENDED' } } } }]);
  for (const url of story.files.keys())
    expect({ url, ...(await fetchFile(url, { cookie: story.cookie })) }).toMatchObject({ url, code: 'PLAYBACK_ENDED' });
  expect((await startPlayback(lyceum, learner, lessonId())).errors[0]?.extensions['code']).toBe('NOT_FOUND');
});
