import { kitErrors } from '../../../kit/errors/kit-errors';
import { emit } from '../../../kit/events/emit';
import { signedIn } from '../../../kit/identity/signed-in';
import { allows } from '../../../kit/policy/policy';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { limit } from '../../../kit/throttle/limit';
import { throttleOf } from '../../../kit/throttle/throttle';
import { snippetOf } from '../post/post.text';
import { inTurn } from '../turns';
import { announceChat, chatKey } from './chat.topic';
import { blockersOf } from './blockers';
import { conversations, members, type Conversation, type Member } from './conversation.document';
import { conversationPolicy } from './conversation.policy';
import { ConversationStore } from './conversation.store';
import { Message, messages } from './message.document';
import type { EditMessageInput, ReactToMessageInput, SendMessageInput } from './message.input';
import { ReactionStore } from './reaction.store';
import { tellRead } from './told-read';
import { Voice } from './voice';

const perTenSeconds = limit('discussions.message', 40, 10);
const editsPerTenSeconds = limit('discussions.message_edit', 20, 10);
const reactionsPerTenSeconds = limit('discussions.reaction', 40, 10);

/** What people say to each other. */
export class MessageService {
  constructor(private readonly scope: Scope) {}

  /**
   * A message gets its number in the transaction that stores it, so that none is missing and none is told before the one in front
   * of it. @throws UNAUTHENTICATED, NOT_FOUND, MUTED, SLOW_MODE, BLOCKED, RATE_LIMITED
   */
  async send(input: SendMessageInput): Promise<Message> {
    const authorId = signedIn(this.scope.viewer);
    await throttleOf(this.scope).demand([perTenSeconds, authorId]);
    const { conversationId, clientId } = input;
    return inTurn(this.scope, conversationId, async (tx) => {
      const conversation = await tx.get(ConversationStore).require(conversationId);
      const known = await tx.documents.of(messages).findOne({ conversationId, authorId, clientId });
      if (known) return known;
      const member = await tx.get(ConversationStore).touch(conversationId, authorId);
      await tx.get(Voice).demand(conversation);
      await tx.get(Voice).demandTurn(conversation, member);
      const message = await place(tx, conversation, input);
      const { seq, createdAt } = message;
      await tx.documents
        .of(members)
        .updateOne({ _id: member._id }, { $set: { wroteAt: createdAt }, $max: { readSeq: seq } });
      // Who answers has read what was said before.
      if (member.readSeq < seq - 1) await tellRead(tx, conversation, authorId, seq);
      await tell(tx, conversation, message, await tx.get(ConversationStore).others(conversation, authorId));
      announceChat(tx, chatKey(conversation), { kind: 'POSTED', message });
      return message;
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, MUTED, BLOCKED, RATE_LIMITED */
  async edit({ id, body }: EditMessageInput): Promise<Message> {
    await throttleOf(this.scope).demand([editsPerTenSeconds, signedIn(this.scope.viewer)]);
    return this.change(id, async (tx, message, conversation) => {
      if (!tx.viewer.is(message.authorId)) throw kitErrors.NOT_FOUND({ thing: 'message' });
      await tx.get(Voice).demand(conversation);
      return { body, editedAt: tx.clock.now() };
    });
  }

  /** By its author, and in a room by who moderates the course. @throws UNAUTHENTICATED, NOT_FOUND */
  delete(id: string): Promise<Message> {
    return this.change(id, async (tx, message, conversation) => {
      const isAllowed = tx.viewer.is(message.authorId) || (await allows(tx, conversationPolicy.moderate, conversation));
      if (!isAllowed) throw kitErrors.NOT_FOUND({ thing: 'message' });
      return { body: null, attachmentIds: [], deletedAt: tx.clock.now() };
    });
  }

  /** A sign of one's own is taken back at any time. @throws UNAUTHENTICATED, NOT_FOUND, MUTED, BLOCKED, BAD_INPUT, RATE_LIMITED */
  async react({ messageId, emoji, isSet }: ReactToMessageInput): Promise<Message> {
    const userId = signedIn(this.scope.viewer);
    await throttleOf(this.scope).demand([reactionsPerTenSeconds, userId]);
    return this.change(messageId, async (tx, _message, conversation) => {
      if (isSet) {
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
      const message = isUuid(id) ? await tx.documents.of(messages).findOne({ _id: id, deletedAt: null }) : null;
      if (!message) throw kitErrors.NOT_FOUND({ thing: 'message' });
      const conversation = await tx.get(ConversationStore).require(message.conversationId);
      const changed = await decide(tx, message, conversation);
      Object.assign(message, changed);
      if (Object.keys(changed).length > 0) await tx.documents.of(messages).updateOne({ _id: id }, { $set: changed });
      announceChat(tx, chatKey(conversation), { kind: 'CHANGED', message });
      return message;
    });
  }
}

async function place(tx: Scope, { _id }: Conversation, input: SendMessageInput): Promise<Message> {
  const { conversationId, clientId, body, replyToId = null, attachmentIds } = input;
  const now = tx.clock.now();
  if (replyToId !== null && !(await isSaidIn(tx, conversationId, replyToId)))
    throw kitErrors.NOT_FOUND({ thing: 'message' });
  const counted = await tx.documents
    .of(conversations)
    .findOneAndUpdate({ _id }, { $inc: { lastSeq: 1 }, $set: { lastMessageAt: now } });
  const message = Object.assign(new Message(), {
    _id: tx.ids.next(),
    conversationId,
    authorId: signedIn(tx.viewer),
    clientId,
    seq: counted!.lastSeq,
    body,
    replyToId,
    attachmentIds: (attachmentIds ?? []).filter(isUuid),
    newSigns: 0,
    createdAt: now,
    editedAt: null,
    deletedAt: null,
  });
  await tx.documents.of(messages).insertOne(message);
  return message;
}

const isSaidIn = async (tx: Scope, conversationId: string, _id: string): Promise<boolean> =>
  isUuid(_id) && (await tx.documents.of(messages).findOne({ _id, conversationId })) !== null;

/** Of what is said in a room nobody is told who is not there; nor, anywhere, who has blocked its author. */
async function tell(tx: Scope, conversation: Conversation, message: Message, others: readonly Member[]): Promise<void> {
  const awake = others.filter(({ isMuted }) => !isMuted).map(({ userId }) => userId);
  const deaf = await blockersOf(tx, message.authorId, awake);
  const recipientIds = awake.filter((id) => !deaf.has(id));
  if (recipientIds.length === 0) return;
  const { _id: conversationId, courseId, organisationId, title } = conversation;
  await emit(tx, 'message.posted', {
    messageId: message._id,
    conversationId,
    courseId,
    organisationId,
    authorId: message.authorId,
    seq: message.seq,
    title,
    snippet: snippetOf(message.body ?? ''),
    recipientIds,
  });
}
