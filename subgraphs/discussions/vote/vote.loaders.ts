import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { voteId, votes, VoteValue } from './vote.document';

/** The viewer's own votes, by post. Nobody else's can be asked for. */
export class VoteLoaders {
  readonly own: Loader<string, VoteValue | null>;

  constructor(scope: Scope) {
    this.own = loadWith<VoteValue | null>(async (postIds) => {
      const userId = scope.viewer.id;
      if (userId === null) return new Map();
      const found = await scope.documents
        .of(votes)
        .find({ _id: { $in: postIds.map((postId) => voteId(postId, userId)) } })
        .toArray();
      return new Map(found.map(({ postId, weight }) => [postId, weight > 0 ? VoteValue.UP : VoteValue.DOWN]));
    }, null);
  }
}
