import { emit } from '../../../kit/events/emit';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { announcePost } from '../forum/forum.live';
import { ForumStore } from '../forum/forum.store';
import { ThreadKind } from '../thread/thread.kind';
import { threads, type Thread } from '../thread/thread.document';
import { ThreadStore } from '../thread/thread.store';
import { Audience } from './audience';
import { posts, type Post } from './post.document';
import { factsOf } from './post.facts';
import { mentionsIn } from './post.text';
import { tellFollowers } from './tell-followers.job';

interface ReplyChange {
  readonly $inc: { readonly replyCount: 1 | -1 };
  readonly $max?: { readonly lastActivityAt: Date };
}

/**
 * What follows from everyone being able to read a post, and from nobody being able to any more: the one place where anything
 * is counted and anybody is told. Inside of a transaction.
 */
export class Publication {
  constructor(private readonly scope: Scope) {}

  /** @param at the moment at which it was written, where nobody had to approve it */
  async publish(thread: Thread, post: Post, at: Date = this.scope.clock.now()): Promise<void> {
    if (post.isOpening) await this.countThread(thread, 1);
    else await this.countReply(thread, post, { $inc: { replyCount: 1 }, $max: { lastActivityAt: at } });
    if (post.publishedAt === null) await this.tell(thread, post, at);
    announcePost(this.scope, post);
  }

  /** Answers that are gone answer nothing. */
  async withdraw(thread: Thread, post: Post): Promise<void> {
    if (post.isOpening) return this.countThread(thread, -1);
    await this.countReply(thread, post, { $inc: { replyCount: -1 } });
    if (post.isAccepted || post.isEndorsed) await this.unanswer(thread, post);
  }

  /** Whether a question is answered follows from which answers were accepted and endorsed. */
  async settle(thread: Thread, answers: Pick<Thread, 'acceptedPostId' | 'endorsedPostIds'>): Promise<void> {
    const isAnswered = answers.acceptedPostId !== null || answers.endorsedPostIds.length > 0;
    if (isAnswered !== thread.isAnswered && thread.isPublished)
      await this.scope.get(ForumStore).count(thread, { unanswered: isAnswered ? -1 : 1 });
    await this.scope.get(ThreadStore).set(thread, { ...answers, isAnswered });
  }

  private async unanswer(thread: Thread, { _id, isAccepted }: Post): Promise<void> {
    await this.scope.documents.of(posts).updateOne({ _id }, { $set: { isAccepted: false, isEndorsed: false } });
    await this.settle(thread, {
      acceptedPostId: isAccepted ? null : thread.acceptedPostId,
      endorsedPostIds: thread.endorsedPostIds.filter((id) => id !== _id),
    });
  }

  private countThread(thread: Thread, by: 1 | -1): Promise<void> {
    const isOpen = thread.kind === ThreadKind.QUESTION && !thread.isAnswered;
    return this.scope.get(ForumStore).count(thread, { threads: by, unanswered: isOpen ? by : 0 });
  }

  private async countReply({ _id }: Thread, { parentId }: Post, change: ReplyChange): Promise<void> {
    await this.scope.documents.of(threads).updateOne({ _id }, change);
    if (parentId !== null) await this.scope.documents.of(posts).updateOne({ _id: parentId }, { $inc: change.$inc });
  }

  private async tell(thread: Thread, post: Post, publishedAt: Date): Promise<void> {
    post.publishedAt = publishedAt;
    await this.scope.documents.of(posts).updateOne({ _id: post._id }, { $set: { publishedAt } });
    // Of what stands in a thread that nobody reads, nobody is told.
    if (!thread.isPublished) return;
    const facts = await factsOf(this.scope, thread, post);
    const mentionedIds = await this.scope.get(Audience).members(post, mentionsIn(post.text));
    await emit(this.scope, 'post.published', { ...facts, mentionedIds });
    await enqueue(this.scope, tellFollowers, { postId: post._id, after: '' });
  }
}
