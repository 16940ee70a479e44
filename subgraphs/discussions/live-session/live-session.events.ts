import { on } from '../../../kit/events/on';
import { courses } from '../course/course.document';
import { ConversationStore } from '../chat/conversation.store';
import { liveSessions } from './live-session.document';

/** Who watches together talks together: where the course has no room yet, it has one from now on. */
export const onLiveScheduled = on('live.scheduled', async (tx, { liveSessionId: _id, courseId, organisationId }) => {
  await tx.documents.of(liveSessions).updateOne({ _id }, { $set: { courseId } }, { upsert: true });
  const course = await tx.documents.of(courses).findOne({ _id: courseId });
  await tx.get(ConversationStore).room({ courseId, organisationId }, { title: course?.title ?? null });
});
