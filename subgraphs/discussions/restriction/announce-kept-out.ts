import type { Scope } from '../../../kit/scope/scope';
import { announceChat } from '../chat/chat.topic';
import { members } from '../chat/conversation.document';
import { courses } from '../course/course.document';
import { enrollments } from '../enrollment/enrollment.document';
import { announceMembers } from '../forum/forum.live';

/** Each stream of theirs, wherever it may be, decides anew; nobody else's does. */
export async function announceKeptOut(tx: Scope, userId: string): Promise<void> {
  const { documents } = tx;
  const joined = await documents.of(enrollments).distinct<string>('courseId', { userId });
  const taught = await documents.of(courses).distinct<string>('_id', { instructorIds: userId });
  for (const courseId of new Set([...joined, ...taught])) announceMembers(tx, courseId, userId);
  for (const id of await documents.of(members).distinct<string>('conversationId', { userId }))
    announceChat(tx, id, { kind: 'MEMBERS', userId });
}
