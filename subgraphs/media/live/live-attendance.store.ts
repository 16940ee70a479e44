import type { Scope } from '../../../kit/scope/scope';
import type { PlaybackGrant } from '../playback/grant.document';
import { attendances, LiveAttendance } from './live-attendance.document';

/** Notes until when somebody watched a live session: with each renewal of their grant, and with its end. */
export async function noteAttendance(tx: Scope, grant: PlaybackGrant): Promise<void> {
  const { _id, liveSessionId, personId, startedAt: joinedAt } = grant;
  if (!liveSessionId || personId === null) return;
  const now = tx.clock.now();
  const duration = grant.heldFor(now);
  const facts = { _id, liveSessionId, personId, joinedAt, lastSeenAt: now, duration };
  await tx.documents.of(attendances).replaceOne({ _id }, Object.assign(new LiveAttendance(), facts), { upsert: true });
}
