import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';
import { announceChat } from '../chat/chat.topic';

/** What happened in a course's forum; who listens reads the rest, as itself. Keys: `<course>`. */
export interface ForumMessage {
  /** Null where it is about who takes part. */
  readonly threadId: string | null;
  /** The post that was added; null where the thread itself changed. */
  readonly postId: string | null;
  /** Whose taking part it is about; null where it may be anybody's. */
  readonly userId?: string | null;
}

export const forumTopic = liveTopic<ForumMessage>('forum');

/** Somebody, or anybody, may have come or gone: each stream of the course, and of its room, decides anew. */
export function announceMembers(tx: Scope, courseId: string, userId: string | null = null): void {
  announce(tx, courseId, { threadId: null, postId: null, userId });
  announceChat(tx, courseId, { kind: 'MEMBERS', userId });
}

export function announceThread(tx: Scope, { courseId, _id: threadId }: { courseId: string; _id: string }): void {
  announce(tx, courseId, { threadId, postId: null });
}

export function announcePost(tx: Scope, post: { courseId: string; threadId: string; _id: string }): void {
  announce(tx, post.courseId, { threadId: post.threadId, postId: post._id });
}

function announce(tx: Scope, courseId: string, message: ForumMessage): void {
  tx.afterCommit(() => forumTopic.publish(tx.live, courseId, message));
}
