import { emit } from '../../../kit/events/emit';
import { isFirst } from '../../../kit/events/inbox';
import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { follows } from '../follow/follow.document';
import { threads } from '../thread/thread.document';
import { Audience } from './audience';
import { posts } from './post.document';
import { factsOf } from './post.facts';
import { mentionsIn } from './post.text';

interface Page {
  readonly postId: string;
  /** Id of the last follow of the page before; empty at first. */
  readonly after: string;
}

/** How many people one event names. */
export const tellingSize = 200;

/**
 * Tells the followers of a thread of a reply, and those of a forum of a new thread: an event for every 200 of them, each
 * committed with the job for the next. A page that runs twice is told once.
 */
export const tellFollowers: Job<Page> = defineJob('tell_followers', (scope: Scope, { postId, after }: Page) =>
  scope.transaction(async (tx) => {
    const post = await tx.documents.of(posts).findOne({ _id: postId });
    const thread = post && (await tx.documents.of(threads).findOne({ _id: post.threadId }));
    if (!thread || !post.isPublished || !thread.isPublished) return;
    if (!(await isFirst(tx, 'tell_followers', `${postId}:${after}`))) return;
    const targetId = post.isOpening ? thread.courseId : thread._id;
    const page = await tx.documents
      .of(follows)
      .find({ targetId, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(tellingSize)
      .toArray();
    const mentioned = new Set(mentionsIn(post.text));
    const followers = page.map(({ userId }) => userId).filter((id) => !mentioned.has(id));
    const recipientIds = await tx.get(Audience).members(post, followers);
    if (recipientIds.length > 0)
      await emit(tx, 'post.followed', { ...(await factsOf(tx, thread, post)), recipientIds });
    const last = page.at(-1);
    if (page.length === tellingSize && last) await enqueue(tx, tellFollowers, { postId, after: last._id });
  }),
);
