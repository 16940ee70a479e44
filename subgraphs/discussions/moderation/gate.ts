import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { Screening } from '../filter/screening';
import type { Post } from '../post/post.document';
import { PostMoves } from '../post/post.moves';
import { PostState } from '../post/post.states';
import { RestrictionLoaders } from '../restriction/restriction.loaders';
import { CaseStore } from './case.store';

/** What stands between a text of somebody who is not staff and everyone else. Inside of a transaction. */
export class Gate {
  constructor(private readonly scope: Scope) {}

  /** Holds a new post, or has a moderator look at it, where filters say so. @throws MUTED */
  async admit(post: Post): Promise<void> {
    const restriction = await this.scope.get(RestrictionLoaders).own.load(post.courseId);
    if (restriction) throw discussionsErrors.MUTED({ until: restriction.until?.toISOString() ?? null });
    const { verdict, reasons } = await this.scope.get(Screening).judge(whose(post));
    if (verdict === 'HOLD') post.state = PostState.HELD;
    if (verdict !== 'PASS') await this.scope.get(CaseStore).open(post, reasons);
  }

  /** Nobody gets past the filters by an edit. */
  async recheck(post: Post): Promise<void> {
    const { verdict, reasons } = await this.scope.get(Screening).judge({ ...whose(post), postId: post._id });
    if (verdict === 'PASS') return;
    await this.scope.get(CaseStore).open(post, reasons);
    if (verdict === 'HOLD' && post.isPublished) await this.scope.get(PostMoves).move(post, PostState.HELD);
  }
}

const whose = ({ authorId, courseId, text }: Post): Pick<Post, 'authorId' | 'courseId' | 'text'> => ({
  authorId,
  courseId,
  text,
});
