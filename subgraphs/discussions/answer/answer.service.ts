import { kitErrors } from '../../../kit/errors/kit-errors';
import { emit } from '../../../kit/events/emit';
import type { Policy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { demandEditRate } from '../rates';
import { posts, type Post } from '../post/post.document';
import { factsOf } from '../post/post.facts';
import { postPolicy } from '../post/post.policy';
import { PostStore } from '../post/post.store';
import { Publication } from '../post/publication';
import type { Thread } from '../thread/thread.document';
import { ThreadKind } from '../thread/thread.kind';
import { threadPolicy } from '../thread/thread.policy';
import { ThreadStore } from '../thread/thread.store';
import type { AcceptAnswerInput, EndorseAnswerInput } from './answer.input';

interface Answered {
  readonly post: Post;
  readonly thread: Thread;
}

/** How a question gets answered. */
export class AnswerService {
  constructor(private readonly scope: Scope) {}

  /** The asker says, or staff; one answer at a time. @throws UNAUTHENTICATED, NOT_FOUND, NOT_A_QUESTION, POST_STATE, RATE_LIMITED */
  accept({ postId, isAccepted }: AcceptAnswerInput): Promise<Answered> {
    return this.decide(postId, threadPolicy.edit, async (tx, { post, thread }) => {
      if (post.isAccepted === isAccepted) return;
      const { acceptedPostId: before, endorsedPostIds } = thread;
      if (before !== null && before !== postId)
        await tx.documents.of(posts).updateOne({ _id: before }, { $set: { isAccepted: false } });
      await tx.get(PostStore).set(post, { isAccepted });
      await tx.get(Publication).settle(thread, { acceptedPostId: isAccepted ? postId : null, endorsedPostIds });
      if (isAccepted)
        await emit(tx, 'answer.accepted', { ...(await factsOf(tx, thread, post)), recipientId: post.authorId });
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, NOT_A_QUESTION, POST_STATE */
  endorse({ postId, isEndorsed }: EndorseAnswerInput): Promise<Answered> {
    return this.decide(postId, threadPolicy.moderate, async (tx, { post, thread }) => {
      if (post.isEndorsed === isEndorsed) return;
      const { acceptedPostId, endorsedPostIds } = thread;
      const others = endorsedPostIds.filter((id) => id !== postId);
      await tx.get(PostStore).set(post, { isEndorsed });
      const now = isEndorsed ? [...others, postId] : others;
      await tx.get(Publication).settle(thread, { acceptedPostId, endorsedPostIds: now });
    });
  }

  private async decide(
    postId: string,
    policy: Policy<Thread>,
    work: (tx: Scope, answered: Answered) => Promise<void>,
  ): Promise<Answered> {
    await demandEditRate(this.scope);
    return this.scope.transaction(async (tx) => {
      const post = await tx.get(PostStore).require(postId, [postPolicy.see]);
      const found = await tx.get(ThreadStore).find(post.threadId);
      const [thread] = found ? await policy(tx, [found]) : [];
      if (!thread) throw kitErrors.NOT_FOUND({ thing: 'post' });
      if (thread.kind !== ThreadKind.QUESTION || post.isOpening || post.parentId !== null)
        throw discussionsErrors.NOT_A_QUESTION();
      if (!post.isPublished) throw discussionsErrors.POST_STATE({ state: post.state });
      await work(tx, { post, thread });
      return { post, thread };
    });
  }
}
