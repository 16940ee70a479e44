import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { PostState } from '../post/post.states';
import { conversations, memberId, members, type Conversation } from './conversation.document';
import type { Message } from './message.document';
import { tellOfMessage } from './message.publication';
import { MessageStore } from './message.store';

/** Moves a message from one state to another, with all that follows. Inside of a transaction. */
export class MessageMoves {
  constructor(private readonly scope: Scope) {}

  /** What is approved before it had a place gets the next one, and is told like what is new. @throws MESSAGE_STATE */
  async move(message: Message, state: PostState): Promise<Message> {
    const was = message.state;
    if (!message.become(state)) throw discussionsErrors.MESSAGE_STATE({ state: was });
    const conversation = await this.scope.documents.of(conversations).findOne({ _id: message.conversationId });
    if (!conversation) throw kitErrors.NOT_FOUND({ thing: 'conversation' });
    if (state === PostState.PUBLISHED && message.isUnseen) await this.publish(message, conversation);
    else await this.scope.get(MessageStore).set(message, conversation, { state });
    return message;
  }

  private async publish(message: Message, conversation: Conversation): Promise<void> {
    const store = this.scope.get(MessageStore);
    await store.number(message, conversation);
    const { state, seq, createdAt } = message;
    await store.write(message, { state, seq, createdAt });
    // Its author has read it, unless something before it is left to read.
    const upToDate = { _id: memberId(conversation._id, message.authorId), readSeq: seq - 1 };
    await this.scope.documents.of(members).updateOne(upToDate, { $set: { readSeq: seq } });
    await tellOfMessage(this.scope, message, conversation);
  }
}
