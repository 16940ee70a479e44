import { randomUUID } from 'node:crypto';
import { refuseCollectionScans } from '../../kit/testing/explained-queries';
import { shownMetrics } from '../../kit/testing/shown-metrics';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { media } from '.';
import { AssetKind } from './asset/asset.kind';
import { assetFactory } from './asset/asset.factory';
import { AssetState, RefusalReason } from './asset/asset.states';
import { takes } from './live/ingest/live-take.document';
import { liveSessions } from './live/live-session.document';
import { LiveSessionState } from './live/live-session.states';
import { LiveWorld } from './live/testing/live-world';
import { start } from './playback/testing/player';
import { World } from './playback/testing/world';
import { TicketService } from './upload/ticket.service';
import { uploads } from './upload/upload.document';
import { ViewingService } from './viewing/viewing.service';

const house = subgraphTest(media);

it('shows operators what comes in, what waits, who plays, and how well', async () => {
  const quiet = await shownMetrics(house);
  expect(quiet.sort()).toEqual([
    'lyceum_media_assets{state="CHECKING"} 0',
    'lyceum_media_assets{state="PROCESSING"} 0',
    'lyceum_media_assets{state="UPLOADING"} 0',
    'lyceum_media_checking_seconds 0',
    'lyceum_media_live_encoders 0',
    'lyceum_media_live_sessions 0',
    'lyceum_media_playbacks{of="LESSON"} 0',
    'lyceum_media_playbacks{of="LIVE_SESSION"} 0',
    'lyceum_media_playbacks{of="TRAILER"} 0',
    'lyceum_media_recording_seconds 0',
    'lyceum_media_uploads 0',
  ]);
});

it('files: open uploads, what waits to be checked, and what was refused lately', async () => {
  const ownerId = randomUUID();
  const refusal = { reason: RefusalReason.BROKEN, detail: null };
  await house.make(assetFactory, [
    { ownerId },
    { ownerId, state: AssetState.PROCESSING },
    { ownerId, state: AssetState.REFUSED, version: { refusal } },
  ]);
  const world = await World.make(house);
  const input = { kind: AssetKind.FILE, fileName: 'a file', bytes: 10n };
  for (const isWhole of [true, false]) {
    const { upload } = await house.as(world.instructor).get(TicketService).create(input);
    const finishedAt = house.clock.now();
    if (isWhole) await house.as().documents.of(uploads).updateOne({ _id: upload._id }, { $set: { finishedAt } });
  }
  house.clock.advance({ seconds: 90 });
  expect(await shownMetrics(house)).toEqual(
    expect.arrayContaining([
      'lyceum_media_assets{state="UPLOADING"} 2',
      'lyceum_media_assets{state="PROCESSING"} 1',
      'lyceum_media_assets_refused{reason="BROKEN"} 1',
      'lyceum_media_uploads 1',
      'lyceum_media_checking_seconds 90',
    ]),
  );
  house.clock.advance({ days: 2 });
  const later = await shownMetrics(house);
  expect(later).toContain('lyceum_media_uploads 0');
  expect(later.join('\n')).not.toContain('lyceum_media_assets_refused');
});

it('playing: who plays now, and how much of the time it stood still', async () => {
  const world = await World.make(house);
  const learner = await world.learner();
  const { playback } = await start(house, learner, world.lessonId);
  house.clock.advance({ seconds: 3 });
  const report = { grantId: playback.id, position: 3, stalls: 1, stalledFor: 1 };
  const ranges = [
    { from: 0, to: 1 },
    { from: 3, to: 5 },
  ];
  await house
    .as(learner)
    .get(ViewingService)
    .report({ ...report, ranges });
  const playing = await shownMetrics(house);
  expect(playing).toContain('lyceum_media_playbacks{of="LESSON"} 1');
  expect(playing).toContain('lyceum_media_stalled_ratio 0.25');
  house.clock.advance({ hours: 2 });
  const later = await shownMetrics(house);
  expect(later).toContain('lyceum_media_playbacks{of="LESSON"} 0');
  expect(later.join('\n')).not.toContain('lyceum_media_stalled_ratio');
});

it('live: sessions, encoders, and recordings that are not made', async () => {
  const world = await LiveWorld.make(house);
  const { session } = await world.start();
  const { _id } = session;
  const now = house.clock.now();
  const take = { liveSessionId: _id, number: 0, offset: 0, segments: 0, seconds: 0, startedAt: now, seenAt: now };
  await house
    .as()
    .documents.of(takes)
    .insertOne({ ...take, _id: randomUUID(), endedAt: null });
  const live = await shownMetrics(house);
  expect(live).toContain('lyceum_media_live_sessions 1');
  expect(live).toContain('lyceum_media_live_encoders 1');
  await house
    .as()
    .documents.of(liveSessions)
    .updateOne({ _id }, { $set: { state: LiveSessionState.ENDED, isOpen: false, endedAt: now, isToRecord: true } });
  house.clock.advance({ minutes: 10 });
  const ended = await shownMetrics(house);
  expect(ended).toContain('lyceum_media_live_sessions 0');
  expect(ended).toContain('lyceum_media_recording_seconds 600');
});

refuseCollectionScans(house);
