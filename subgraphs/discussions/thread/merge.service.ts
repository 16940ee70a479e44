import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { followId, follows } from '../follow/follow.document';
import { posts } from '../post/post.document';
import { PostState } from '../post/post.states';
import { wordsOfPost } from '../post/post.text';
import { Publication } from '../post/publication';
import { inTurn } from '../turns';
import { threads, type Thread } from './thread.document';
import type { MergeThreadInput } from './thread.input';
import { threadPolicy } from './thread.policy';
import { ThreadStore } from './thread.store';

/** So many followers come along at once. */
const followersAtOnce = 1_000;

/** How two threads about the same become one. */
export class MergeService {
  constructor(private readonly scope: Scope) {}

  /** What was written in the one becomes replies in the other, in the order in which it was. @throws UNAUTHENTICATED, NOT_FOUND, SAME_THREAD, POST_STATE */
  merge({ id, intoId }: MergeThreadInput): Promise<Thread> {
    return inTurn(this.scope, intoId, async (tx) => {
      const from = await tx.get(ThreadStore).require(id, threadPolicy.moderate);
      const into = await tx.get(ThreadStore).require(intoId, threadPolicy.moderate);
      if (from._id === into._id) throw discussionsErrors.SAME_THREAD();
      if (from.courseId !== into.courseId) throw kitErrors.NOT_FOUND({ thing: 'thread' });
      for (const { isPublished, state } of [from, into])
        if (!isPublished) throw discussionsErrors.POST_STATE({ state });
      await close(tx, from);
      await movePosts(tx, from, into);
      await moveFollowers(tx, from, into);
      const replyCount = into.replyCount + from.replyCount + 1;
      const lastActivityAt = new Date(Math.max(into.lastActivityAt.getTime(), from.lastActivityAt.getTime()));
      return tx.get(ThreadStore).set(into, { replyCount, lastActivityAt });
    });
  }
}

/** It counts no more, and nobody finds it. */
async function close(tx: Scope, from: Thread): Promise<void> {
  const opening = await tx.documents.of(posts).findOne({ _id: from.openingPostId });
  if (!opening) throw kitErrors.NOT_FOUND({ thing: 'thread' });
  await tx.get(Publication).withdraw(from, opening);
  await tx.documents.of(threads).updateOne({ _id: from._id }, { $set: { isPinned: false } });
  await tx.get(ThreadStore).set(from, { state: PostState.DELETED });
}

/** Answers to another question answer nothing here. */
async function movePosts(tx: Scope, from: Thread, into: Thread): Promise<void> {
  const rows = tx.documents.of(posts);
  const opening = (await rows.findOne({ _id: from.openingPostId }))!;
  const words = wordsOfPost(from.title, opening.text);
  await rows.updateOne({ _id: opening._id }, { $set: { isOpening: false, words } });
  const moved = { threadId: into._id, isAccepted: false, isEndorsed: false };
  await rows.updateMany({ threadId: from._id }, { $set: moved });
}

async function moveFollowers(tx: Scope, from: Thread, into: Thread): Promise<void> {
  const rows = tx.documents.of(follows);
  for (;;) {
    const coming = await rows.find({ targetId: from._id }).sort({ _id: 1 }).limit(followersAtOnce).toArray();
    const wanted = coming.map(({ userId }) => ({ _id: followId(into._id, userId), userId, targetId: into._id }));
    const there = new Set(await rows.distinct<string>('_id', { _id: { $in: wanted.map(({ _id }) => _id) } }));
    const missing = wanted.filter(({ _id }) => !there.has(_id));
    if (missing.length > 0) await rows.insertMany(missing);
    await rows.deleteMany({ _id: { $in: coming.map(({ _id }) => _id) } });
    if (coming.length < followersAtOnce) return;
  }
}
