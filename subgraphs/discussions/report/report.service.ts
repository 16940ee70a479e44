import { signedIn } from '../../../kit/identity/signed-in';
import { limit } from '../../../kit/throttle/limit';
import type { Scope } from '../../../kit/scope/scope';
import { MessageMoves } from '../chat/message.moves';
import { MessageStore } from '../chat/message.store';
import { discussionsErrors } from '../discussions.errors';
import type { Case } from '../moderation/case.document';
import { CaseDecision } from '../moderation/case.states';
import { type Asked, askedAboutMessage, askedAboutPost, CaseStore } from '../moderation/case.store';
import { PostMoves } from '../post/post.moves';
import { postPolicy } from '../post/post.policy';
import { PostState } from '../post/post.states';
import { PostStore } from '../post/post.store';
import { perPerson } from '../rates';
import { inTurn } from '../turns';
import { reports } from './report.document';
import type { ReportMessageInput, ReportPostInput } from './report.input';

/** So many people who report a post, or a message, hide it until a moderator decided. */
const reportsToHold = 3;

const demandRate = perPerson(limit('discussions.report', 30, 3_600));

type Said = Pick<ReportPostInput, 'reason' | 'note'>;

/**
 * How people say that something is wrong with what somebody said. What a moderator approved is not hidden by reports again, unless
 * it is edited and reported anew.
 */
export class ReportService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, OWN_POST, POST_STATE, RATE_LIMITED */
  async report({ postId, ...said }: ReportPostInput): Promise<void> {
    await demandRate(this.scope);
    const userId = signedIn(this.scope.viewer);
    return inTurn(this.scope, postId, async (tx) => {
      const post = await tx.get(PostStore).require(postId, [postPolicy.see]);
      if (post.authorId === userId) throw discussionsErrors.OWN_POST();
      if (!post.isPublished) throw discussionsErrors.POST_STATE({ state: post.state });
      if (await hides(tx, askedAboutPost(post), said)) await tx.get(PostMoves).move(post, PostState.HELD);
    });
  }

  /** By who is in the conversation. @throws UNAUTHENTICATED, NOT_FOUND, OWN_POST, MESSAGE_STATE, RATE_LIMITED */
  async reportMessage({ messageId, ...said }: ReportMessageInput): Promise<void> {
    await demandRate(this.scope);
    const userId = signedIn(this.scope.viewer);
    return inTurn(this.scope, messageId, async (tx) => {
      const { message, conversation } = await tx.get(MessageStore).require(messageId);
      if (message.authorId === userId) throw discussionsErrors.OWN_POST();
      if (!message.isPublished) throw discussionsErrors.MESSAGE_STATE({ state: message.state });
      if (await hides(tx, askedAboutMessage(message, conversation), said))
        await tx.get(MessageMoves).move(message, PostState.HELD);
    });
  }
}

/** Stores what the viewer says, once; whether that is one too many for everyone to go on reading it. */
async function hides(tx: Scope, asked: Asked, { reason, note = null }: Said): Promise<boolean> {
  const [{ aboutId }, userId] = [asked, signedIn(tx.viewer)];
  const _id = `${aboutId}/${userId}`;
  if (await tx.documents.of(reports).findOne({ _id })) return false;
  await tx.documents.of(reports).insertOne({ _id, aboutId, userId, reason, note, at: tx.clock.now() });
  const opened = await tx.get(CaseStore).open(asked, ['REPORTED']);
  return (await countingReports(tx, opened)) >= reportsToHold;
}

/** How many reports are about what a moderator has not approved. */
async function countingReports(
  tx: Scope,
  { aboutId, decision, decidedAt, isEditedSince, reportCount }: Case,
): Promise<number> {
  if (decision !== CaseDecision.APPROVE || decidedAt === null) return reportCount;
  return isEditedSince ? tx.documents.of(reports).count({ aboutId, at: { $gt: decidedAt } }) : 0;
}
