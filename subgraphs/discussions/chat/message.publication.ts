import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { snippetOf } from '../post/post.text';
import { everywhere } from '../restriction/restriction.document';
import { RestrictionLoaders } from '../restriction/restriction.loaders';
import { blockersOf } from './blockers';
import { announceChat, chatKey } from './chat.topic';
import type { Conversation } from './conversation.document';
import { ConversationStore } from './conversation.store';
import type { Message } from './message.document';

/**
 * Tells everyone of a message that has its number. Of what is said in a room nobody is told who is not there; nor, anywhere, who
 * has blocked its author, or is kept out everywhere. Inside of a transaction.
 */
export async function tellOfMessage(tx: Scope, message: Message, conversation: Conversation): Promise<void> {
  const recipientIds = await recipientsOf(tx, message, conversation);
  const { _id: conversationId, courseId, organisationId, title } = conversation;
  const { _id: messageId, authorId, seq, body } = message;
  const facts = { messageId, conversationId, courseId, organisationId, authorId, seq, title };
  if (recipientIds.length > 0)
    await emit(tx, 'message.posted', { ...facts, snippet: snippetOf(body ?? ''), recipientIds });
  announceChat(tx, chatKey(conversation), { kind: 'POSTED', message });
}

async function recipientsOf(tx: Scope, { authorId }: Message, conversation: Conversation): Promise<string[]> {
  const others = await tx.get(ConversationStore).others(conversation, authorId);
  const awake = others.filter(({ isMuted }) => !isMuted).map(({ userId }) => userId);
  const deaf = await blockersOf(tx, authorId, awake);
  const keptOut = await tx.get(RestrictionLoaders).bannedOf(everywhere, awake);
  return awake.filter((id) => !deaf.has(id) && !keptOut.has(id));
}
