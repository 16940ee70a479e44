import type { EventPayload } from '../../../kit/events/catalog';
import { on } from '../../../kit/events/on';
import type { Scope } from '../../../kit/scope/scope';
import { completions, enrollments } from './enrollment.document';

export const onEnrollmentStarted = on('enrollment.started', (tx, facts) => keepEnrollment(tx, facts, null));

export const onEnrollmentEnded = on('enrollment.ended', (tx, facts) =>
  keepEnrollment(tx, facts, new Date(facts.endedAt)),
);

export const onLessonCompleted = on('lesson.completed', async (tx, { userId, courseId, lessonId }) => {
  const _id = `${userId}/${lessonId}`;
  await tx.documents
    .of(completions)
    .updateOne({ _id }, { $setOnInsert: { userId, courseId, lessonId } }, { upsert: true });
});

/** The end may arrive before the start: an enrolment that ended stays ended. */
export async function keepEnrollment(
  tx: Scope,
  { enrollmentId: _id, userId, courseId, organisationId, startedAt }: EventPayload<'enrollment.started'>,
  endedAt: Date | null,
): Promise<void> {
  const facts = { userId, courseId, organisationId, startedAt: new Date(startedAt) };
  const update = endedAt ? { $set: { ...facts, endedAt } } : { $set: facts, $setOnInsert: { endedAt } };
  await tx.documents.of(enrollments).updateOne({ _id }, update, { upsert: true });
}
