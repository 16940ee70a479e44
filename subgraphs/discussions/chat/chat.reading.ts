import { documentPage } from '../../../kit/documents/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { limit } from '../../../kit/throttle/limit';
import { demandOwnRate, perPerson } from '../rates';
import { announceChat, chatKey } from './chat.topic';
import { conversations, ConversationKind, memberId, members, type Conversation } from './conversation.document';
import type {
  MarkConversationReadInput,
  MessageArgs,
  MessagePage,
  MuteConversationInput,
  ReadReceipt,
} from './conversation.input';
import { conversationPolicy } from './conversation.policy';
import { ConversationStore } from './conversation.store';
import { messages } from './message.document';
import { tellRead } from './told-read';

/** In so many conversations somebody looks; and so many readers of one are shown. */
const most = 500;

const demandTypingRate = perPerson(limit('discussions.typing', 20, 10));

/** What people read of what was said, and until where. */
export class ChatReading {
  constructor(private readonly scope: Scope) {}

  /** The viewer's conversations, the one in which somebody wrote last first. @throws UNAUTHENTICATED, BAD_CURSOR */
  async page(args: PageArgs): Promise<Page<Conversation>> {
    const userId = signedIn(this.scope.viewer);
    const filter = { _id: { $in: await this.visibleOf(userId) } };
    const order = { by: 'lastMessageAt', direction: 'DESC' } as const;
    return documentPage(
      this.scope,
      { name: `conversations/${userId}`, collection: conversations, filter, order },
      args,
    );
  }

  /** Messages around a number or a moment; without either the newest. */
  async messages(
    { _id: conversationId }: Conversation,
    { after, before, from, first }: MessageArgs,
  ): Promise<MessagePage> {
    const isForward = after != null || from != null;
    const start = from == null ? 1 : await this.firstSince(conversationId, from);
    if (start === null) return { nodes: [], hasMore: false };
    const seq = {
      $gte: start,
      ...(after == null ? {} : { $gt: after }),
      ...(before == null ? {} : { $lt: before }),
    };
    const found = await this.scope.documents
      .of(messages)
      .find({ conversationId, seq })
      .sort({ seq: isForward ? 1 : -1 })
      .limit(first + 1)
      .toArray();
    const nodes = found.slice(0, first);
    return { nodes: isForward ? nodes : nodes.toReversed(), hasMore: found.length > first };
  }

  /** Of a room nobody is told. @throws UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED */
  async markRead({ conversationId, seq: given }: MarkConversationReadInput): Promise<Conversation> {
    await demandOwnRate(this.scope);
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const conversation = await tx.get(ConversationStore).require(conversationId);
      const seq = Math.min(given, conversation.lastSeq);
      const { readSeq } = await tx.get(ConversationStore).touch(conversationId, userId);
      if (seq <= readSeq) return conversation;
      await tx.documents.of(members).updateOne({ _id: memberId(conversationId, userId) }, { $max: { readSeq: seq } });
      if (conversation.kind === ConversationKind.ROOM) return conversation;
      announceChat(tx, chatKey(conversation), { kind: 'READ', userId, seq });
      await tellRead(tx, conversation, userId, seq);
      return conversation;
    });
  }

  /** What is muted is no news, from the first message that was not read on. @throws UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED */
  async mute({ conversationId, isMuted }: MuteConversationInput): Promise<Conversation> {
    await demandOwnRate(this.scope);
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const conversation = await tx.get(ConversationStore).require(conversationId);
      const { _id } = await tx.get(ConversationStore).touch(conversationId, userId, conversation.lastSeq);
      await tx.documents.of(members).updateOne({ _id }, { $set: { isMuted } });
      if (isMuted) await tellRead(tx, conversation, userId, conversation.lastSeq);
      return conversation;
    });
  }

  /** Nothing of it is stored. @throws UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED */
  async type(conversationId: string): Promise<void> {
    const userId = signedIn(this.scope.viewer);
    await demandTypingRate(this.scope);
    const conversation = await this.scope.get(ConversationStore).require(conversationId);
    announceChat(this.scope, chatKey(conversation), { kind: 'TYPING', userId });
  }

  /** Number of the first message since a moment: from there on by number, so that none is missing. */
  private async firstSince(conversationId: string, from: Date): Promise<number | null> {
    const first = await this.scope.documents
      .of(messages)
      .find({ conversationId, createdAt: { $gte: from }, seq: { $gt: 0 } })
      .sort({ createdAt: 1, seq: 1 })
      .limit(1)
      .next();
    return first?.seq ?? null;
  }

  /** That somebody once read or muted a room says nothing of whether they may see it still: the policy decides. */
  private async visibleOf(userId: string): Promise<string[]> {
    const ids = await this.scope.documents.of(members).distinct<string>('conversationId', { userId });
    const latest = await this.scope.documents
      .of(conversations)
      .find({ _id: { $in: ids } })
      .sort({ lastMessageAt: -1 })
      .limit(most)
      .toArray();
    return (await conversationPolicy.see(this.scope, latest)).map(({ _id }) => _id);
  }

  /** Until where people have read; in a room nobody asks. */
  async receipts({ _id: conversationId, kind }: Conversation): Promise<ReadReceipt[]> {
    if (kind === ConversationKind.ROOM) return [];
    const found = await this.scope.documents.of(members).find({ conversationId }).limit(most).toArray();
    return found.map(({ userId, readSeq: seq }) => ({ userId, seq }));
  }
}
