import { definePolicy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { courseSetsOf } from '../course/course.sets';
import { PostState } from '../post/post.states';
import { conversations } from './conversation.document';
import { ConversationLoaders } from './conversation.loaders';
import { Message } from './message.document';

/**
 * Who is in the conversation sees what is said in it, from the first message on; what was held before it had a place only its
 * author. Of what is held or removed the text is for its author and for those who decide, of what is deleted for those alone.
 */
export const messagePolicy = definePolicy(Message, {
  see: async (viewer, rows, scope) => {
    const ids = [...new Set(rows.map(({ conversationId }) => conversationId))];
    const found = await Promise.all(ids.map((id) => scope.get(ConversationLoaders).visible.load(id)));
    const open = new Set(found.flatMap((conversation) => conversation?._id ?? []));
    return ({ conversationId, isUnseen, authorId }) => open.has(conversationId) && (!isUnseen || viewer.is(authorId));
  },
  read: async (viewer, rows, scope) => {
    const hidden = rows.filter(({ isPublished }) => !isPublished);
    const decided = hidden.length === 0 ? new Set() : await decidedIn(scope, hidden);
    return ({ isPublished, state, authorId, conversationId }) =>
      isPublished || (state !== PostState.DELETED && viewer.is(authorId)) || decided.has(conversationId);
  },
});

/** Conversations of courses that the viewer moderates. */
async function decidedIn(scope: Scope, rows: readonly Message[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rows.map(({ conversationId }) => conversationId))];
  const found = await scope.documents
    .of(conversations)
    .find({ _id: { $in: ids } })
    .toArray();
  const { moderated } = await courseSetsOf(scope, found);
  return new Set(found.filter(({ courseId }) => moderated.has(courseId)).map(({ _id }) => _id));
}
