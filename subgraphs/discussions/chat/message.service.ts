import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { allows } from '../../../kit/policy/policy';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { limit } from '../../../kit/throttle/limit';
import { cases } from '../moderation/case.document';
import { namesIn } from '../post/named';
import { PostState } from '../post/post.states';
import { discussionsErrors } from '../discussions.errors';
import { perPerson } from '../rates';
import { inTurn } from '../turns';
import { members, type Conversation } from './conversation.document';
import { conversationPolicy } from './conversation.policy';
import { ConversationStore } from './conversation.store';
import { Message, messages } from './message.document';
import { MessageGate } from './message.gate';
import type { EditMessageInput, ReactToMessageInput, SendMessageInput } from './message.input';
import { tellOfMessage } from './message.publication';
import { MessageStore } from './message.store';
import { ReactionStore } from './reaction.store';
import { tellRead } from './told-read';
import { Voice } from './voice';

const demandSendRate = perPerson(limit('discussions.message', 40, 10));
const demandEditRate = perPerson(limit('discussions.message_edit', 20, 10));
const demandReactionRate = perPerson(limit('discussions.reaction', 40, 10));

/** What people say to each other. */
export class MessageService {
  constructor(private readonly scope: Scope) {}

  /**
   * A message gets its number in the transaction that stores it, so that none is missing and none is told before the one in front
   * of it. @throws UNAUTHENTICATED, NOT_FOUND, MUTED, SLOW_MODE, BLOCKED, RATE_LIMITED
   */
  async send(input: SendMessageInput): Promise<Message> {
    await demandSendRate(this.scope);
    const authorId = signedIn(this.scope.viewer);
    const { conversationId, clientId, replyToId = null } = input;
    return inTurn(this.scope, conversationId, async (tx) => {
      const store = tx.get(MessageStore);
      const conversation = await tx.get(ConversationStore).require(conversationId);
      const known = await tx.documents.of(messages).findOne({ conversationId, authorId, clientId });
      if (known) return known;
      const member = await tx.get(ConversationStore).touch(conversationId, authorId);
      await tx.get(Voice).demand(conversation);
      await tx.get(Voice).demandTurn(conversation, member);
      if (replyToId !== null && !(await store.isSaidIn(conversationId, replyToId)))
        throw kitErrors.NOT_FOUND({ thing: 'message' });
      const message = newMessage(tx, input);
      await tx.get(MessageGate).admit(message, conversation);
      if (message.isPublished) await store.number(message, conversation);
      await tx.documents.of(messages).insertOne(message);
      const { seq, createdAt } = message;
      await tx.documents
        .of(members)
        .updateOne({ _id: member._id }, { $set: { wroteAt: createdAt }, $max: { readSeq: seq } });
      if (!message.isPublished) return message;
      // Who answers has read what was said before.
      if (member.readSeq < seq - 1) await tellRead(tx, conversation, authorId, seq);
      await tellOfMessage(tx, message, conversation);
      return message;
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, MESSAGE_STATE, MUTED, BLOCKED, RATE_LIMITED */
  async edit({ id, body }: EditMessageInput): Promise<Message> {
    await demandEditRate(this.scope);
    return this.change(id, async (tx, message, conversation) => {
      if (!tx.viewer.is(message.authorId)) throw kitErrors.NOT_FOUND({ thing: 'message' });
      if (message.state === PostState.REMOVED) throw discussionsErrors.MESSAGE_STATE({ state: message.state });
      await tx.get(Voice).demand(conversation);
      Object.assign(message, { body, namedIds: namesIn(body), editedAt: tx.clock.now() });
      await tx.get(MessageGate).recheck(message, conversation);
      const { namedIds, editedAt, state } = message;
      return { body, namedIds, editedAt, state };
    });
  }

  /** By its author, and in a room by who moderates the course. @throws UNAUTHENTICATED, NOT_FOUND, MESSAGE_STATE, RATE_LIMITED */
  async delete(id: string): Promise<Message> {
    await demandEditRate(this.scope);
    return this.change(id, async (tx, message, conversation) => {
      const isAllowed = tx.viewer.is(message.authorId) || (await allows(tx, conversationPolicy.moderate, conversation));
      if (!isAllowed) throw kitErrors.NOT_FOUND({ thing: 'message' });
      const { state: was } = message;
      if (!message.become(PostState.DELETED)) throw discussionsErrors.MESSAGE_STATE({ state: was });
      const gone = { state: message.state, deletedAt: tx.clock.now() };
      // Nobody deletes what a moderator is asked about before that one has read it.
      const isAsked = (await tx.documents.of(cases).findOne({ aboutId: id })) !== null;
      return isAsked ? gone : { ...gone, body: null, namedIds: [], attachmentIds: [] };
    });
  }

  /** A sign of one's own is taken back at any time. @throws UNAUTHENTICATED, NOT_FOUND, MESSAGE_STATE, MUTED, BLOCKED, BAD_INPUT, RATE_LIMITED */
  async react({ messageId, emoji, isSet }: ReactToMessageInput): Promise<Message> {
    await demandReactionRate(this.scope);
    const userId = signedIn(this.scope.viewer);
    return this.change(messageId, async (tx, { isPublished, state }, conversation) => {
      if (isSet) {
        if (!isPublished) throw discussionsErrors.MESSAGE_STATE({ state });
        await tx.get(Voice).demand(conversation);
        await tx.get(ReactionStore).put(messageId, userId, emoji);
      } else await tx.get(ReactionStore).takeBack(messageId, userId, emoji);
      return {};
    });
  }

  private async change(
    id: string,
    decide: (tx: Scope, message: Message, conversation: Conversation) => Promise<Partial<Message>>,
  ): Promise<Message> {
    signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const { message, conversation } = await tx.get(MessageStore).require(id);
      await tx.get(MessageStore).set(message, conversation, await decide(tx, message, conversation));
      return message;
    });
  }
}

/** A message before anybody has read it. */
function newMessage(
  tx: Scope,
  { conversationId, clientId, body, replyToId, attachmentIds }: SendMessageInput,
): Message {
  return Object.assign(new Message(), {
    _id: tx.ids.next(),
    conversationId,
    authorId: signedIn(tx.viewer),
    clientId,
    seq: 0,
    state: PostState.PUBLISHED,
    body,
    namedIds: namesIn(body),
    replyToId: replyToId ?? null,
    attachmentIds: (attachmentIds ?? []).filter(isUuid),
    newSigns: 0,
    createdAt: tx.clock.now(),
    editedAt: null,
    deletedAt: null,
  });
}
