import { signedIn } from '../../../kit/identity/signed-in';
import { limit } from '../../../kit/throttle/limit';
import { throttleOf } from '../../../kit/throttle/throttle';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import type { Case } from '../moderation/case.document';
import { CaseDecision } from '../moderation/case.states';
import { CaseStore } from '../moderation/case.store';
import type { Post } from '../post/post.document';
import { PostMoves } from '../post/post.moves';
import { postPolicy } from '../post/post.policy';
import { PostState } from '../post/post.states';
import { PostStore } from '../post/post.store';
import { inTurn } from '../turns';
import { reports } from './report.document';
import type { ReportPostInput } from './report.input';

/** So many people who report a post hide it until a moderator decided. */
const reportsToHold = 3;

const perHour = limit('discussions.report', 30, 3_600);

/** How people say that something is wrong with a post. */
export class ReportService {
  constructor(private readonly scope: Scope) {}

  /** What a moderator approved is not hidden by reports again, unless it is edited and reported anew. @throws UNAUTHENTICATED, NOT_FOUND, OWN_POST, POST_STATE, RATE_LIMITED */
  async report({ postId, reason, note = null }: ReportPostInput): Promise<Post> {
    const userId = signedIn(this.scope.viewer);
    await throttleOf(this.scope).demand([perHour, userId]);
    return inTurn(this.scope, postId, async (tx) => {
      const post = await tx.get(PostStore).require(postId, [postPolicy.see]);
      if (post.authorId === userId) throw discussionsErrors.OWN_POST();
      if (!post.isPublished) throw discussionsErrors.POST_STATE({ state: post.state });
      const _id = `${postId}/${userId}`;
      if (await tx.documents.of(reports).findOne({ _id })) return post;
      await tx.documents.of(reports).insertOne({ _id, postId, userId, reason, note, at: tx.clock.now() });
      const opened = await tx.get(CaseStore).open(post, ['REPORTED']);
      if ((await countingReports(tx, opened)) >= reportsToHold) await tx.get(PostMoves).move(post, PostState.HELD);
      return post;
    });
  }
}

/** How many reports are about what a moderator has not approved. */
async function countingReports(
  tx: Scope,
  { postId, decision, decidedAt, isEditedSince, reportCount }: Case,
): Promise<number> {
  if (decision !== CaseDecision.APPROVE || decidedAt === null) return reportCount;
  return isEditedSince ? tx.documents.of(reports).count({ postId, at: { $gt: decidedAt } }) : 0;
}
