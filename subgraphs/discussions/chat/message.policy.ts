import { definePolicy } from '../../../kit/policy/policy';
import { ConversationLoaders } from './conversation.loaders';
import { Message } from './message.document';

/** Who is in the conversation reads what is said in it, from the first message on. */
export const messagePolicy = definePolicy(Message, {
  see: async (_viewer, rows, scope) => {
    const ids = [...new Set(rows.map(({ conversationId }) => conversationId))];
    const found = await Promise.all(ids.map((id) => scope.get(ConversationLoaders).visible.load(id)));
    const open = new Set(found.flatMap((conversation) => conversation?._id ?? []));
    return ({ conversationId }) => open.has(conversationId);
  },
});
