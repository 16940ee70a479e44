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
