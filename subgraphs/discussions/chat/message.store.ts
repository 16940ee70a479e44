import { kitErrors } from '../../../kit/errors/kit-errors';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { announceChat, chatKey } from './chat.topic';
import { conversations, type Conversation } from './conversation.document';
import { ConversationStore } from './conversation.store';
import { messages, type Message } from './message.document';
import { messagePolicy } from './message.policy';

/** A message, and where it was said. */
interface Said {
  readonly message: Message;
  readonly conversation: Conversation;
}

/** Reads and writes of messages inside of a transaction. */
export class MessageStore {
  constructor(private readonly scope: Scope) {}

  /** A message that the viewer sees, and that is not deleted. @throws UNAUTHENTICATED, NOT_FOUND */
  async require(id: string): Promise<Said> {
    const message = isUuid(id) ? await this.scope.documents.of(messages).findOne({ _id: id, deletedAt: null }) : null;
    const [seen] = message ? await messagePolicy.see(this.scope, [message]) : [];
    if (!seen) throw kitErrors.NOT_FOUND({ thing: 'message' });
    return { message: seen, conversation: await this.scope.get(ConversationStore).require(seen.conversationId) };
  }

  /** Whether something was said in a conversation for all to see. */
  async isSaidIn(conversationId: string, _id: string): Promise<boolean> {
    const found = isUuid(_id) ? await this.scope.documents.of(messages).findOne({ _id, conversationId }) : null;
    return found !== null && !found.isUnseen;
  }

  /**
   * Gives a message its number, and the moment that goes with it. None is missing: what is held before anybody could read it gets
   * none until it is approved.
   */
  async number(message: Message, { _id }: Conversation): Promise<void> {
    const now = this.scope.clock.now();
    const counted = await this.scope.documents
      .of(conversations)
      .findOneAndUpdate({ _id }, { $inc: { lastSeq: 1 }, $set: { lastMessageAt: now } });
    Object.assign(message, { seq: counted!.lastSeq, createdAt: now });
  }

  async write(message: Message, changed: Partial<Message>): Promise<void> {
    Object.assign(message, changed);
    await this.scope.documents.of(messages).updateOne({ _id: message._id }, { $set: changed });
  }

  /** Tells those who listen, unless it has no place for them. */
  async set(message: Message, conversation: Conversation, changed: Partial<Message>): Promise<void> {
    if (Object.keys(changed).length > 0) await this.write(message, changed);
    if (!message.isUnseen) announceChat(this.scope, chatKey(conversation), { kind: 'CHANGED', message });
  }
}
