import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Policy } from '../../../kit/policy/policy';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { announceThread } from '../forum/forum.live';
import { posts, type Post } from './post.document';

/** Reads and writes of posts inside of a transaction. */
export class PostStore {
  constructor(private readonly scope: Scope) {}

  /** A post for which every policy lets the viewer do what they want to. @throws UNAUTHENTICATED, NOT_FOUND, CONFLICT */
  async require(id: string, needed: readonly Policy<Post>[], expectedVersion?: number | null): Promise<Post> {
    signedIn(this.scope.viewer);
    const found = isUuid(id) ? await this.scope.documents.of(posts).findOne({ _id: id }) : null;
    let allowed = found ? [found] : [];
    for (const policy of needed) allowed = await policy(this.scope, allowed);
    const [post] = allowed;
    if (!post) throw kitErrors.NOT_FOUND({ thing: 'post' });
    if ((expectedVersion ?? post.version) !== post.version) throw kitErrors.CONFLICT({ currentVersion: post.version });
    return post;
  }

  async set(post: Post, changed: Partial<Post>): Promise<Post> {
    Object.assign(post, changed);
    await this.scope.documents.of(posts).updateOne({ _id: post._id }, { $set: changed });
    announceThread(this.scope, { courseId: post.courseId, _id: post.threadId });
    return post;
  }
}
