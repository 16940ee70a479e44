import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { followId, follows } from './follow.document';

/** What the viewer follows, by id of the thread or course. */
export class FollowLoaders {
  readonly own: Loader<string, boolean>;

  constructor(scope: Scope) {
    this.own = loadWith(async (targetIds) => {
      const userId = scope.viewer.id;
      if (userId === null) return new Map<string, boolean>();
      const found = await scope.documents
        .of(follows)
        .find({ _id: { $in: targetIds.map((targetId) => followId(targetId, userId)) } })
        .toArray();
      return new Map(found.map(({ targetId }) => [targetId, true]));
    }, false);
  }
}
