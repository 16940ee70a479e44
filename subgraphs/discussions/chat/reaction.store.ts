import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { messages, reactions } from './message.document';
import { mostSigns } from './message.input';

/** Writes of reactions inside of a transaction. */
export class ReactionStore {
  constructor(private readonly scope: Scope) {}

  /** @throws BAD_INPUT where the message has as many different signs as it takes */
  async put(messageId: string, userId: string, emoji: string): Promise<void> {
    const rows = this.scope.documents.of(reactions);
    if (!(await rows.findOne({ messageId, emoji }))) await this.demandPlace(messageId);
    const _id = reactionId(messageId, userId, emoji);
    await rows.updateOne({ _id }, { $set: { messageId, userId, emoji } }, { upsert: true });
  }

  async takeBack(messageId: string, userId: string, emoji: string): Promise<void> {
    await this.scope.documents.of(reactions).deleteOne({ _id: reactionId(messageId, userId, emoji) });
  }

  /** The message is written before its signs are counted, so that two new ones at once are two in a row. */
  private async demandPlace(messageId: string): Promise<void> {
    await this.scope.documents.of(messages).updateOne({ _id: messageId }, { $inc: { newSigns: 1 } });
    const signs = await this.scope.documents.of(reactions).distinct<string>('emoji', { messageId });
    if (signs.length >= mostSigns)
      throw kitErrors.BAD_INPUT({ fields: { 'input.emoji': 'Choose one of those that are there: they are enough.' } });
  }
}

const reactionId = (messageId: string, userId: string, emoji: string): string => `${messageId}/${userId}/${emoji}`;
