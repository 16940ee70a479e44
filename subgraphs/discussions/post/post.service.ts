import type { Filter } from 'mongodb';
import { documentPage } from '../../../kit/documents/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { signedIn } from '../../../kit/identity/signed-in';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { demandEditRate } from '../rates';
import { Gate } from '../moderation/gate';
import type { Thread } from '../thread/thread.document';
import { ThreadKind } from '../thread/thread.kind';
import { ThreadLoaders } from '../thread/thread.loaders';
import { threadPolicy } from '../thread/thread.policy';
import { namesIn, namesInPost } from './named';
import { PostEdit, postEdits, posts, type Post } from './post.document';
import type { PostOrder, PostPageArgs, PostViewerCan, UpdatePostInput } from './post.input';
import { PostMoves } from './post.moves';
import { postPolicy } from './post.policy';
import { PostState } from './post.states';
import { PostStore } from './post.store';
import { partsOf, wordsOfPost } from './post.text';

const orders = {
  OLDEST: { by: '_id', direction: 'ASC' },
  NEWEST: { by: '_id', direction: 'DESC' },
  VOTES: { by: 'score', direction: 'DESC' },
} as const satisfies Record<PostOrder, object>;

/** What happens to posts once they are there. */
export class PostService {
  constructor(private readonly scope: Scope) {}

  /** Replies to a thread, or to one of its replies; what nobody could read yet only for its author and moderators. @throws BAD_CURSOR */
  async page(thread: Thread, { parentId = null, orderBy, ...args }: PostPageArgs): Promise<Page<Post>> {
    const { viewer } = this.scope;
    const isModerator = await allows(this.scope, threadPolicy.moderate, thread);
    const gone = { state: { $in: [PostState.REMOVED, PostState.DELETED] }, publishedAt: { $ne: null } };
    const open: Filter<Post> = { $or: [{ state: PostState.PUBLISHED }, gone, { authorId: viewer.id ?? '' }] };
    const filter: Filter<Post> = { threadId: thread._id, parentId, isOpening: false, ...(isModerator ? {} : open) };
    const name = `posts/${thread._id}/${parentId}`;
    return documentPage(this.scope, { name, collection: posts, filter, order: orders[orderBy] }, args);
  }

  /** The text as it was stays readable for its author and moderators. @throws UNAUTHENTICATED, NOT_FOUND, CONFLICT, POST_STATE, MUTED, RATE_LIMITED */
  async update({ id, body, expectedVersion }: UpdatePostInput): Promise<Post> {
    await demandEditRate(this.scope);
    return this.scope.transaction(async (tx) => {
      const post = await tx.get(PostStore).require(id, [postPolicy.see, postPolicy.edit], expectedVersion);
      if (post.isGone) throw discussionsErrors.POST_STATE({ state: post.state });
      const now = tx.clock.now();
      await tx.documents.of(postEdits).insertOne(
        Object.assign(new PostEdit(), {
          _id: tx.ids.next(),
          postId: id,
          editorId: signedIn(tx.viewer),
          body: post.text,
          namedIds: namesIn(post.text),
          replacedAt: now,
        }),
      );
      const title = post.isOpening ? partsOf(post.words).title : null;
      const said = { text: body, words: wordsOfPost(title, body) };
      const changed = { ...said, namedIds: namesInPost(said), editedAt: now, version: post.version + 1 };
      await tx.get(PostStore).set(post, changed);
      if (!(await allows(tx, postPolicy.moderate, post))) await tx.get(Gate).recheck(post);
      return post;
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, OPENING_POST, POST_STATE, RATE_LIMITED */
  async delete(id: string): Promise<Post> {
    await demandEditRate(this.scope);
    return this.scope.transaction(async (tx) => {
      const post = await tx.get(PostStore).require(id, [postPolicy.see, postPolicy.edit]);
      if (post.isOpening) throw discussionsErrors.OPENING_POST();
      return tx.get(PostMoves).move(post, PostState.DELETED);
    });
  }

  /** Earlier texts, the latest first; null for whoever is neither the author nor a moderator. @throws BAD_CURSOR */
  async edits(post: Post, args: PageArgs): Promise<Page<PostEdit> | null> {
    if (!(await allows(this.scope, postPolicy.edit, post))) return null;
    return documentPage(
      this.scope,
      { name: `edits/${post._id}`, collection: postEdits, filter: { postId: post._id } },
      args,
    );
  }

  /** What the viewer may do with a post. */
  async viewerCan(post: Post): Promise<PostViewerCan> {
    const { scope } = this;
    const thread = await scope.get(ThreadLoaders).visible.load(post.threadId);
    const isAnswer =
      thread?.kind === ThreadKind.QUESTION && post.isPublished && !post.isOpening && post.parentId === null;
    return {
      edit: !post.isGone && (await allows(scope, postPolicy.edit, post)),
      vote: post.isPublished && scope.viewer.id !== null && !scope.viewer.is(post.authorId),
      accept: isAnswer && (await allows(scope, threadPolicy.edit, thread)),
      moderate: await allows(scope, postPolicy.moderate, post),
    };
  }
}
