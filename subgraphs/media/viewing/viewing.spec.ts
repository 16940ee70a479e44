import type { Viewer } from '../../../kit/identity/viewer';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { Viewer as Viewers } from '../../../kit/identity/viewer';
import { media } from '..';
import { PlaybackService } from '../playback/playback.service';
import { start } from '../playback/testing/player';
import { session, someone, World } from '../playback/testing/world';
import type { ReportPlaybackInput } from './viewing.input';
import { ViewingService } from './viewing.service';

const house = subgraphTest(media, { PLAYBACK_REPORTS_PER_MINUTE: '5', PLAYBACK_GRANT_SECONDS: '600' });

/** A learner who has watched for some seconds. */
async function watching(seconds = 0) {
  const world = await World.make(house);
  const viewer = await world.learner();
  const { playback } = await start(house, viewer, world.lessonId);
  await house.settle();
  house.clock.advance({ seconds });
  const report = (given: Partial<ReportPlaybackInput> = {}, as: Viewer = viewer) =>
    house
      .as(as)
      .get(ViewingService)
      .report({ grantId: playback.id, position: 0, ranges: [], stalls: 0, stalledFor: 0, ...given });
  return { world, viewer, playback, report };
}

const told = () => house.emitted('playback.watched');

it('what is played through a grant is told to who counts it', async () => {
  const { world, viewer, playback, report } = await watching(3);
  expect(await report({ ranges: [{ from: 0, to: 3 }], position: 3 })).toMatchObject({ credited: 3, advice: null });
  expect(await told()).toEqual([
    {
      userId: viewer.id,
      courseId: world.courseId,
      lessonId: world.lessonId,
      assetId: world.assetId,
      sessionId: playback.id,
      startedAt: playback.startedAt.toISOString(),
      watchedAt: house.clock.now().toISOString(),
      ranges: [{ from: 0, to: 3 }],
    },
  ]);
});

it('Watch ranges: a report twice, late or with overlaps is told once', async () => {
  const { report } = await watching(3);
  await report({ ranges: [{ from: 2, to: 3 }] });
  await report({ ranges: [{ from: 0, to: 2.5 }] });
  await report({ ranges: [{ from: 0, to: 2.5 }] });
  const events = await told();
  expect(events.map(({ ranges }) => ranges)).toEqual([[{ from: 2, to: 3 }], [{ from: 0, to: 2 }]]);
  expect(new Set(events.map(({ watchedAt }) => watchedAt)).size).toBe(2);
});

it('Watch ranges: two at once gain no more than one after the other', async () => {
  const { report } = await watching(1);
  const outcomes = await Promise.all([0, 1, 2].map((from) => report({ ranges: [{ from, to: from + 3 }] })));
  expect(outcomes.reduce((sum, { credited }) => sum + credited, 0)).toBe(2);
});

it('Watch ranges: a pause without a grant is no time to have watched in', async () => {
  const { viewer, playback, report } = await watching(0);
  await house.as(viewer).get(PlaybackService).end(playback.id);
  await expect(report({ ranges: [{ from: 0, to: 6 }] })).rejects.toMatchObject({ code: 'PLAYBACK_ENDED' });
  const paused = await watching(0);
  house.clock.advance({ hours: 1 });
  await expect(paused.report({ ranges: [{ from: 0, to: 6 }] })).rejects.toMatchObject({ code: 'PLAYBACK_EXPIRED' });
  expect(await told()).toEqual([]);
});

it('Watch ranges: forged reports of others gain nothing', async () => {
  const { world, viewer, report } = await watching(60);
  const ranges = [{ from: 0, to: 6 }];
  for (const forger of [someone(), session(viewer), await world.learner(), world.instructor, Viewers.anonymous])
    await expect(report({ ranges }, forger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await world.leave(viewer);
  await expect(report({ ranges })).rejects.toMatchObject({ code: 'PLAYBACK_ENDED' });
  expect(await told()).toEqual([]);
});

it('what nobody watches is told to nobody', async () => {
  const world = await World.make(house, { isPreview: true });
  const { playback } = await start(house, Viewers.anonymous, world.lessonId);
  house.clock.advance({ seconds: 5 });
  const report = { grantId: playback.id, position: 5, ranges: [{ from: 0, to: 5 }], stalls: 0, stalledFor: 0 };
  expect(await house.as(Viewers.anonymous).get(ViewingService).report(report)).toMatchObject({ credited: 5 });
  expect(await told()).toEqual([]);
});

it('a player reports no more often than is of use', async () => {
  const { report } = await watching(1);
  for (let sent = 0; sent < 5; sent += 1) await report();
  await expect(report()).rejects.toMatchObject({ code: 'RATE_LIMITED', facts: { retryAfter: 59 } });
  house.clock.advance({ minutes: 1 });
  await report();
});

it.each([
  [{ position: -1 }],
  [{ ranges: Array.from({ length: 51 }, () => ({ from: 0, to: 1 })) }],
  [{ ranges: [{ from: -1, to: 1 }] }],
  [{ stalls: -1 }],
  [{ bandwidth: -5 }],
])('%j is no report', async (given) => {
  const { viewer, playback } = await watching(1);
  const { errors } = await house.run(
    'mutation ($input: ReportPlaybackInput!) { reportPlayback(input: $input) { credited } }',
    { viewer, variables: { input: { grantId: playback.id, position: 0, ...given } } },
  );
  expect(errors).toHaveLength(1);
});

it('Subscriptions: advice is told as it changes, and that it is over', async () => {
  const { viewer, playback, report, world } = await watching(1);
  const changes = await house.as(viewer).get(ViewingService).changes(playback.id);
  const messages = changes[Symbol.asyncIterator]();
  await report({ bandwidth: 340_000 });
  expect(await messages.next()).toMatchObject({ done: false, value: { grantId: playback.id } });
  await report({ bandwidth: 5_000_000 });
  expect(await report({ stalls: 2 })).toMatchObject({ advice: { rendition: '180p', maxHeight: 180 } });
  await world.leave(viewer);
  expect((await messages.next()).done).toBe(false);
  expect((await messages.next()).done).toBe(true);
});

it('Subscriptions: nobody else listens', async () => {
  const { viewer, playback } = await watching();
  for (const other of [someone(), session(viewer), Viewers.anonymous])
    await expect(house.as(other).get(ViewingService).changes(playback.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

refuseCollectionScans(house);
