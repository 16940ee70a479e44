import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { ThreadStore } from '../thread/thread.store';
import type { Post } from './post.document';
import { PostState } from './post.states';
import { PostStore } from './post.store';
import { Publication } from './publication';

/** Moves a post, and its thread where it opens one, from one state to another, with all that follows. Inside of a transaction. */
export class PostMoves {
  constructor(private readonly scope: Scope) {}

  /** @throws POST_STATE where it cannot get there from where it stands */
  async move(post: Post, to: PostState): Promise<Post> {
    const was = post.state;
    if (!post.become(to)) throw discussionsErrors.POST_STATE({ state: was });
    const thread = await this.scope.get(ThreadStore).find(post.threadId);
    if (!thread) throw kitErrors.NOT_FOUND({ thing: 'thread' });
    if (was === PostState.PUBLISHED) await this.scope.get(Publication).withdraw(thread, post);
    await this.scope.get(PostStore).set(post, { state: to });
    if (post.isOpening) await this.scope.get(ThreadStore).set(thread, { state: to });
    if (to === PostState.PUBLISHED) await this.scope.get(Publication).publish(thread, post);
    return post;
  }
}
