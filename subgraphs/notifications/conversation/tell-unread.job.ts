import { defineJob, type Job } from '../../../kit/jobs/job';
import { NotificationKind } from '../kind/kind';
import type { Facts } from '../kind/occasion';
import { Telling } from '../notification/telling';
import { UnreadConversation } from './unread-conversation.entity';

export type Streak = Pick<UnreadConversation, 'userId' | 'conversationId' | 'streak'>;

/** Tells somebody of what they have not read, unless they did meanwhile: then its streak is over, and another one has a job of its own. */
export const tellUnread: Job<Streak> = defineJob('tell_unread', (scope, { userId, conversationId, streak }) =>
  scope.transaction(async (tx) => {
    const waiting = { userId, conversationId, streak, isTold: false };
    const query = tx.db.createQueryBuilder(UnreadConversation, 'row').where(waiting).setLock('pessimistic_write');
    const found = await query.getOne();
    if (!found || found.unread === 0) return;
    await tx.db.update(UnreadConversation, { userId, conversationId }, { isTold: true });
    const { courseId, authorId: actorId, title, unread: messages } = found;
    const kind = NotificationKind.DIRECT_MESSAGE;
    const about = { courseId, actorId, subjectId: conversationId, groupKey: `${kind}:${conversationId}` };
    // Of two people the name is looked up when somebody reads it.
    const facts: Facts = title === null ? { messages } : { messages, senderName: title };
    await tx.get(Telling).tell({ kind, to: { people: [userId] }, ...about, facts }, streak);
  }),
);
