import type { ScopedDocuments } from '../../kit/documents/scoped-documents';
import { Viewer } from '../../kit/identity/viewer';
import type { CountedMetric, CountedValue } from '../../kit/metrics/counted-metric';
import { daysBefore } from '../../kit/scope/clock';
import { Scope } from '../../kit/scope/scope';
import { assets } from './asset/asset.document';
import { AssetState } from './asset/asset.states';
import { takes } from './live/ingest/live-take.document';
import { liveSessions } from './live/live-session.document';
import { LiveSessionState } from './live/live-session.states';
import { grants } from './playback/grant.document';
import { uploads } from './upload/upload.document';
import { viewings } from './viewing/viewing.document';

type Count = (documents: ScopedDocuments, now: Date) => Promise<readonly CountedValue[]>;

/** A metric that the documents tell. */
function counted(name: string, help: string, labels: readonly string[], count: Count): CountedMetric {
  return {
    name: `lyceum_media_${name}`,
    help,
    labels,
    count: (resources) => count(Scope.open(resources, Viewer.system).documents, resources.clock.now()),
  };
}

/** So that the index over a date serves "any date". */
const everSince = { $gt: new Date(0) };
const open = [AssetState.UPLOADING, AssetState.CHECKING, AssetState.PROCESSING];
const hour = 3_600_000;

/** What operators see of files and of playing: what comes in, what waits, who plays, and how well. */
export const mediaMetrics: readonly CountedMetric[] = [
  counted('assets', 'Files that are not of use yet, by where they stand.', ['state'], (documents) =>
    Promise.all(open.map(async (state) => ({ labels: { state }, value: await documents.of(assets).count({ state }) }))),
  ),
  counted(
    'assets_refused',
    'Files that were refused in the last 24 hours, by the reason.',
    ['reason'],
    (documents, now) =>
      documents
        .of(assets)
        .aggregate<{ _id: string; value: number }>([
          { $match: { state: AssetState.REFUSED, updatedAt: { $gt: daysBefore(now, 1) } } },
          { $group: { _id: { $last: '$versions.refusal.reason' }, value: { $sum: 1 } } },
        ])
        .map(({ _id: reason, value }) => ({ labels: { reason }, value }))
        .toArray(),
  ),
  counted('uploads', 'Uploads to which bytes may still come.', [], async (documents, now) => [
    { value: await documents.of(uploads).count({ finishedAt: null, expiresAt: { $gt: now } }) },
  ]),
  counted(
    'checking_seconds',
    'How long the oldest upload that came whole waits to be checked; 0 where none does.',
    [],
    async (documents, now) => {
      const [oldest] = await documents
        .of(uploads)
        .find({ finishedAt: everSince })
        .sort({ finishedAt: 1 })
        .limit(1)
        .toArray();
      return [{ value: secondsSince(oldest?.finishedAt, now) }];
    },
  ),
  counted('playbacks', 'Playbacks whose URLs answer now, by what they show.', ['of'], async (documents, now) => {
    const playbacks = documents.of(grants);
    const active = { expiresAt: { $gt: now }, endedAt: null };
    const [all, live, trailers] = await Promise.all([
      playbacks.count(active),
      playbacks.count({ ...active, liveSessionId: { $ne: null } }),
      playbacks.count({ ...active, lessonId: null }),
    ]);
    const by = { LESSON: all - live - trailers, LIVE_SESSION: live, TRAILER: trailers };
    return Object.entries(by).map(([of, value]) => ({ labels: { of }, value }));
  }),
  counted(
    'stalled_ratio',
    'Of the time that players of the last hour took, the share in which playing stood still.',
    [],
    async (documents, now) => {
      const [played] = await documents
        .of(viewings)
        .aggregate<{ watched: number; stalled: number }>([
          { $match: { startedAt: { $gt: new Date(now.getTime() - hour) } } },
          { $group: { _id: null, watched: { $sum: WATCHED }, stalled: { $sum: '$stalledFor' } } },
        ])
        .toArray();
      const time = played ? played.watched + played.stalled : 0;
      return played && time > 0 ? [{ value: played.stalled / time }] : [];
    },
  ),
  counted('live_sessions', 'Live sessions that take place now.', [], async (documents) => [
    { value: await documents.of(liveSessions).count({ state: LiveSessionState.LIVE, startedAt: everSince }) },
  ]),
  counted('live_encoders', 'Encoders that send to live sessions.', [], async (documents) => [
    { value: await documents.of(takes).count({ endedAt: null, seenAt: everSince }) },
  ]),
  counted(
    'recording_seconds',
    'How long ago the first live session ended whose recording is not made; 0 where there is none.',
    [],
    async (documents, now) => {
      const [oldest] = await documents
        .of(liveSessions)
        .find({ isToRecord: true, endedAt: everSince })
        .sort({ endedAt: 1 })
        .limit(1)
        .toArray();
      return [{ value: secondsSince(oldest?.endedAt, now) }];
    },
  ),
];

const secondsSince = (since: Date | null | undefined, now: Date): number =>
  since ? (now.getTime() - since.getTime()) / 1_000 : 0;

/** Seconds that a viewing was credited with. */
const WATCHED = {
  $reduce: {
    input: '$watched',
    initialValue: 0,
    in: { $add: ['$$value', { $subtract: ['$$this.to', '$$this.from'] }] },
  },
};
