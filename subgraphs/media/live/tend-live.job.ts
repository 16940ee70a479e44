import { defineCron } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { takes } from './ingest/live-take.document';
import { liveWindows } from './ingest/live-window.document';
import { leaseSeconds } from './ingest/take.service';
import { announceLiveSession } from './live-session.live';
import { livePrefix, liveSessions } from './live-session.document';
import { LiveSessionState } from './live-session.states';
import { LiveSessionStore } from './live-session.store';
import { RecordingService } from './recording/recording.service';

/** Sessions, or takes, that one run looks at. */
const most = 200;
/** Seconds after which a recording that was not made is asked for again. */
const patience = 600;

/** Every minute: ends what nobody ended, has recordings made that were not, and takes away what was shown live. */
export const tendLive = defineCron('tend_live', '* * * * *', async (scope) => {
  await endStalledTakes(scope);
  await endSessions(scope);
  await askForRecordings(scope);
  await clear(scope);
});

const secondsAgo = ({ clock }: Scope, seconds: number): Date => new Date(Number(clock.now()) - seconds * 1_000);

/** Their process is gone: what it stored is the take. */
async function endStalledTakes(scope: Scope): Promise<void> {
  const since = secondsAgo(scope, leaseSeconds);
  const stalled = { endedAt: null, seenAt: { $lt: since } };
  for (const { _id, liveSessionId, seenAt } of await scope.documents.of(takes).find(stalled).limit(most).toArray())
    await scope.transaction(async (tx) => {
      const { modifiedCount } = await tx.documents
        .of(takes)
        .updateOne({ _id, ...stalled }, { $set: { endedAt: seenAt } });
      const session = await tx.documents.of(liveSessions).findOne({ _id: liveSessionId });
      if (modifiedCount === 0 || !session) return;
      await tx.documents.of(liveWindows).updateOne({ _id: liveSessionId, takeId: _id }, { $set: { isSending: false } });
      await tx.get(RecordingService).beginIfWhole(session);
      announceLiveSession(tx, liveSessionId);
    });
}

/** Those that take longer than any may, and those to which nobody has sent for long. */
async function endSessions(scope: Scope): Promise<void> {
  const { LIVE_ABANDONED, LIVE_MAX_SECONDS } = scope.config;
  const filter = { state: LiveSessionState.LIVE, startedAt: { $lt: secondsAgo(scope, LIVE_ABANDONED) } };
  const live = await scope.documents.of(liveSessions).find(filter).sort({ startedAt: 1 }).limit(most).toArray();
  for (const { _id } of live)
    await scope.transaction(async (tx) => {
      const session = await tx.documents.of(liveSessions).findOne({ ...filter, _id });
      const [last] = await tx.documents.of(takes).find({ liveSessionId: _id }).sort({ number: -1 }).limit(1).toArray();
      if (!session) return;
      const isTooLong = session.startedAt! < secondsAgo(tx, LIVE_MAX_SECONDS);
      const isAbandoned = !last || (last.endedAt !== null && last.endedAt < secondsAgo(tx, LIVE_ABANDONED));
      if (!isTooLong && !isAbandoned) return;
      await tx.get(LiveSessionStore).end(session);
      await tx.get(RecordingService).beginIfWhole(session);
    });
}

async function askForRecordings(scope: Scope): Promise<void> {
  const filter = { isToRecord: true, endedAt: { $lt: secondsAgo(scope, patience) } };
  for (const session of await scope.documents.of(liveSessions).find(filter).limit(most).toArray())
    await scope.transaction((tx) => tx.get(RecordingService).beginIfWhole(session));
}

async function clear(scope: Scope): Promise<void> {
  const filter = { clearAt: { $type: 'date' as const, $lte: scope.clock.now() } };
  for (const { _id } of await scope.documents.of(liveSessions).find(filter).limit(most).toArray()) {
    await scope.objects.deletePrefix(`${livePrefix(_id)}/`);
    await scope.documents.of(takes).deleteMany({ liveSessionId: _id });
    await scope.documents.of(liveWindows).deleteOne({ _id });
    await scope.documents.of(liveSessions).updateOne({ _id }, { $set: { clearAt: null } });
  }
}
