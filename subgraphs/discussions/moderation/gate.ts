import type { Scope } from '../../../kit/scope/scope';
import { Screening } from '../filter/screening';
import type { Post } from '../post/post.document';
import { PostMoves } from '../post/post.moves';
import { PostState } from '../post/post.states';
import { demandVoice } from '../restriction/demand-voice';
import { askedAboutPost, CaseStore } from './case.store';

/** What stands between a text of somebody who is not staff and everyone else. Inside of a transaction. */
export class Gate {
  constructor(private readonly scope: Scope) {}

  /** Holds a new post, or has a moderator look at it, where filters say so. @throws MUTED */
  async admit(post: Post, tags: readonly string[]): Promise<void> {
    await demandVoice(this.scope, post.courseId);
    const { verdict, reasons } = await this.scope.get(Screening).judge(post, tags);
    if (verdict === 'HOLD') post.state = PostState.HELD;
    if (verdict !== 'PASS') await this.scope.get(CaseStore).open(askedAboutPost(post), reasons);
  }

  /** Nobody gets past the filters, or past being muted, by an edit. @throws MUTED */
  async recheck(post: Post, tags?: readonly string[]): Promise<void> {
    await demandVoice(this.scope, post.courseId);
    await this.scope.get(CaseStore).edited(askedAboutPost(post));
    const { verdict, reasons } = await this.scope.get(Screening).judge(post, tags);
    if (verdict === 'PASS') return;
    await this.scope.get(CaseStore).open(askedAboutPost(post), reasons);
    if (verdict === 'HOLD' && post.isPublished) await this.scope.get(PostMoves).move(post, PostState.HELD);
  }
}
