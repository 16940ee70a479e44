import { emit } from '../../../kit/events/emit';
import { defineCron } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { dueReminder, nextReminder } from './live-reminder';
import { liveSessions } from './live-session.document';
import { LiveSessionState } from './live-session.states';
import { factsOf, LiveSessionStore } from './live-session.store';

/** Reminders of one minute, at most; the others follow in the next. */
const most = 500;

/** Every minute: says which sessions begin soon. What was moved or called off since is not due. */
export const remindLive = defineCron('remind_live', '* * * * *', async (scope) => {
  const due = await scope.documents
    .of(liveSessions)
    .find({ remindAt: { $type: 'date', $lte: scope.clock.now() } })
    .sort({ remindAt: 1 })
    .limit(most)
    .toArray();
  for (const { _id } of due) await remind(scope, _id);
});

async function remind(scope: Scope, _id: string): Promise<void> {
  await scope.transaction(async (tx) => {
    const now = tx.clock.now();
    const session = await tx.documents.of(liveSessions).findOne({ _id, remindAt: { $lte: now } });
    if (!session) return;
    const { scheduledAt } = session;
    const minutesBefore = session.state === LiveSessionState.SCHEDULED ? dueReminder(scheduledAt, now) : null;
    session.remindAt = nextReminder(scheduledAt, now);
    await tx.get(LiveSessionStore).save(session);
    const facts = { ...factsOf(session), scheduledAt: scheduledAt.toISOString() };
    if (minutesBefore !== null) await emit(tx, 'live.reminded', { ...facts, minutesBefore });
  });
}
