import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { ConversationKind, type Conversation } from './conversation.document';

/** What was said until there is no news for somebody any more. Of a room nobody was told. Inside of a transaction. */
export async function tellRead(
  tx: Scope,
  { _id: conversationId, kind }: Conversation,
  userId: string,
  seq: number,
): Promise<void> {
  if (kind !== ConversationKind.ROOM && seq > 0) await emit(tx, 'conversation.read', { conversationId, userId, seq });
}
