import type { Post } from '../post/post.document';
import { Thread } from './thread.document';

type Described = Pick<Thread, 'lessonId' | 'kind' | 'title' | 'tags'>;

/** A thread as its opening post begins it. */
export function newThread(opening: Post, described: Described): Thread {
  const { organisationId, courseId, authorId, isAnonymous, state, createdAt } = opening;
  const begun = { _id: opening.threadId, organisationId, courseId, authorId, isAnonymous, state, createdAt };
  return Object.assign(new Thread(), begun, described, {
    openingPostId: opening._id,
    written: 1,
    acceptedPostId: null,
    endorsedPostIds: [],
    isPinned: false,
    isLocked: false,
    isAnswered: false,
    replyCount: 0,
    score: 0,
    lastActivityAt: createdAt,
    version: 1,
  });
}
