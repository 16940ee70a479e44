import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { limit } from '../../../kit/throttle/limit';
import { discussionsErrors } from '../discussions.errors';
import type { Post } from '../post/post.document';
import { postPolicy } from '../post/post.policy';
import { PostStore } from '../post/post.store';
import { perPerson } from '../rates';
import { threads } from '../thread/thread.document';
import { inTurn } from '../turns';
import { voteId, votes, weightOf } from './vote.document';
import type { VotePostInput } from './vote.input';

const demandRate = perPerson(limit('discussions.vote', 120, 60));

/** How people say what they think of posts. */
export class VoteService {
  constructor(private readonly scope: Scope) {}

  /** The vote is what was sent last, and the score is the sum of the rows. @throws UNAUTHENTICATED, NOT_FOUND, OWN_POST, POST_STATE, RATE_LIMITED */
  async vote({ postId, vote = null }: VotePostInput): Promise<Post> {
    await demandRate(this.scope);
    const post = await this.scope.get(PostStore).require(postId, [postPolicy.see]);
    const userId = signedIn(this.scope.viewer);
    if (post.authorId === userId) throw discussionsErrors.OWN_POST();
    if (!post.isPublished) throw discussionsErrors.POST_STATE({ state: post.state });
    const weight = vote === null ? 0 : weightOf(vote);
    return inTurn(this.scope, postId, async (tx) => {
      const [_id, rows] = [voteId(postId, userId), tx.documents.of(votes)];
      const known = await rows.findOne({ _id });
      if ((known?.weight ?? 0) === weight) return post;
      if (weight === 0) await rows.deleteOne({ _id });
      else await rows.updateOne({ _id }, { $set: { postId, userId, weight } }, { upsert: true });
      return count(tx, post);
    });
  }
}

/** Whoever votes at the same time elsewhere writes the post, too: one of both tries again, and counts the other. */
async function count(tx: Scope, post: Post): Promise<Post> {
  const stages = [{ $match: { postId: post._id } }, { $group: { _id: null, score: { $sum: '$weight' } } }];
  const [sum] = await tx.documents.of(votes).aggregate<{ score: number }>(stages).toArray();
  const score = sum?.score ?? 0;
  if (post.isOpening) await tx.documents.of(threads).updateOne({ _id: post.threadId }, { $set: { score } });
  return tx.get(PostStore).set(post, { score });
}
