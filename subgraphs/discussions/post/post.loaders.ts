import { loadWith, type Loader } from '../../../kit/database/loaders';
import { loadDocuments } from '../../../kit/documents/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { Post, posts } from './post.document';
import { postPolicy } from './post.policy';

/** How many replies a post brings along; the rest by `Thread.posts`. */
export const shownReplies = 50;

/** However many there are, no more are read than are shown. */
const oldest = [{ $sort: { _id: 1 } }, { $limit: shownReplies }];

const none: readonly Post[] = [];

/** Every read of posts by key. */
export class PostLoaders {
  readonly visible: Loader<string, Post | null>;
  /** The first replies to a reply, oldest first. */
  readonly repliesOf: Loader<string, readonly Post[]>;

  constructor(private readonly scope: Scope) {
    this.visible = loadDocuments(scope, posts, { accepts: isUuid, policy: postPolicy.see });
    this.repliesOf = loadWith<readonly Post[]>((parentIds) => this.readReplies(parentIds), none);
  }

  private async readReplies(parentIds: readonly string[]): Promise<ReadonlyMap<string, readonly Post[]>> {
    const groups = await this.scope.documents
      .of(posts)
      .aggregate<{ _id: string; replies: Post[] }>([
        { $match: { _id: { $in: [...parentIds] } } },
        { $lookup: { from: posts.name, localField: '_id', foreignField: 'parentId', as: 'replies', pipeline: oldest } },
        { $project: { replies: 1 } },
      ])
      .toArray();
    const found = groups.flatMap(({ replies }) => replies.map((reply) => Object.assign(new Post(), reply)));
    const visible = await postPolicy.see(this.scope, found);
    return Map.groupBy(visible, ({ parentId }) => parentId ?? '');
  }
}
