import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { blockId, blocks } from './conversation.document';

/** Of these people, those who want to hear nothing of an author. */
export async function blockersOf(
  scope: Scope,
  authorId: string,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (userIds.length === 0) return new Set();
  const filter = { _id: { $in: userIds.map((id) => blockId(id, authorId)) } };
  const found = await scope.documents.of(blocks).find(filter).toArray();
  return new Set(found.map(({ userId }) => userId));
}

/** Of these people, those who have blocked the viewer, or whom the viewer has blocked. */
export async function apartFrom(scope: Scope, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const viewerId = signedIn(scope.viewer);
  if (userIds.length === 0) return new Set();
  const ids = userIds.flatMap((id) => [blockId(viewerId, id), blockId(id, viewerId)]);
  const found = await scope.documents
    .of(blocks)
    .find({ _id: { $in: ids } })
    .toArray();
  return new Set(found.map(({ userId, blockedId }) => (userId === viewerId ? blockedId : userId)));
}
