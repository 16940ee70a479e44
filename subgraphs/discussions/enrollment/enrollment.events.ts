import type { EventPayload } from '../../../kit/events/catalog';
import { on } from '../../../kit/events/on';
import type { Scope } from '../../../kit/scope/scope';
import { announceMembers } from '../forum/forum.live';
import { enrollments } from './enrollment.document';

export const onEnrollmentStarted = on('enrollment.started', (tx, facts) => keep(tx, facts, null));

/** Who has left hears nothing more: streams are told to look again. */
export const onEnrollmentEnded = on('enrollment.ended', async (tx, facts) => {
  await keep(tx, facts, new Date(facts.endedAt));
  announceMembers(tx, facts.courseId, facts.userId);
});

/** The end may arrive before the start: an enrolment that ended stays ended. */
async function keep(
  tx: Scope,
  { enrollmentId: _id, userId, courseId, startedAt }: EventPayload<'enrollment.started'>,
  endedAt: Date | null,
): Promise<void> {
  const facts = { userId, courseId, startedAt: new Date(startedAt) };
  const update = endedAt ? { $set: { ...facts, endedAt } } : { $set: facts, $setOnInsert: { endedAt } };
  await tx.documents.of(enrollments).updateOne({ _id }, update, { upsert: true });
}
