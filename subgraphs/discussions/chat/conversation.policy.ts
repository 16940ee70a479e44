import { definePolicy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { courseSetsOf } from '../course/course.sets';
import { isKeptOut } from '../restriction/kept-out';
import { Conversation, ConversationKind, memberId, members } from './conversation.document';

/**
 * Who reads and writes in conversations: two people and groups those who are in them, whatever anybody's role is, but for who is kept out
 * everywhere; a room everyone who takes part in its course. Who moderates the course decides in its room.
 */
export const conversationPolicy = definePolicy(Conversation, {
  see: async (_viewer, rows, scope) => {
    if (await isKeptOut(scope)) return () => false;
    const rooms = rows.filter(isRoom);
    const [{ joined, moderated }, own] = await Promise.all([courseSetsOf(scope, rooms), ownOf(scope, rows)]);
    return (row) => (isRoom(row) ? joined.has(row.courseId) || moderated.has(row.courseId) : own.has(row._id));
  },
  moderate: async (_viewer, rows, scope) => {
    const { moderated } = await courseSetsOf(scope, rows.filter(isRoom));
    return (row) => isRoom(row) && moderated.has(row.courseId);
  },
});

const isRoom = ({ kind }: Conversation): boolean => kind === ConversationKind.ROOM;

/** Ids of the conversations of a set that the viewer is in. */
async function ownOf(scope: Scope, rows: readonly Conversation[]): Promise<ReadonlySet<string>> {
  const userId = scope.viewer.id;
  const ids = rows.filter((row) => !isRoom(row)).map(({ _id }) => _id);
  if (userId === null || ids.length === 0) return new Set();
  const found = await scope.documents
    .of(members)
    .find({ _id: { $in: ids.map((id) => memberId(id, userId)) } })
    .toArray();
  return new Set(found.map(({ conversationId }) => conversationId));
}
