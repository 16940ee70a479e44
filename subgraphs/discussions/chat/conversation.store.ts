import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { Conversation, conversations, ConversationKind, type Member, memberId, members } from './conversation.document';
import { largestGroup } from './conversation.input';
import { conversationPolicy } from './conversation.policy';

type Given = Pick<Conversation, 'organisationId' | 'courseId' | 'kind' | 'title' | 'uniqueKey'> &
  Partial<Pick<Conversation, 'slowModeSeconds'>>;

/** Reads and writes of conversations and of who is in them. */
export class ConversationStore {
  constructor(private readonly scope: Scope) {}

  /** A conversation in which the viewer is. @throws UNAUTHENTICATED, NOT_FOUND */
  async require(id: string): Promise<Conversation> {
    signedIn(this.scope.viewer);
    const found = isUuid(id) ? await this.scope.documents.of(conversations).findOne({ _id: id }) : null;
    const [conversation] = found ? await conversationPolicy.see(this.scope, [found]) : [];
    if (!conversation) throw kitErrors.NOT_FOUND({ thing: 'conversation' });
    return conversation;
  }

  async insert(given: Given): Promise<Conversation> {
    const now = this.scope.clock.now();
    const made = {
      _id: this.scope.ids.next(),
      lastSeq: 0,
      joins: 0,
      slowModeSeconds: 0,
      lastMessageAt: now,
      createdAt: now,
    };
    const conversation = Object.assign(new Conversation(), made, given);
    await this.scope.documents.of(conversations).insertOne(conversation);
    return conversation;
  }

  /** The room of a course, made as it is given where there is none. */
  async room(
    { courseId, organisationId }: Pick<Conversation, 'courseId' | 'organisationId'>,
    given: Pick<Given, 'title' | 'slowModeSeconds'>,
  ): Promise<Conversation> {
    const uniqueKey = roomKey(courseId);
    const known = await this.scope.documents.of(conversations).findOne({ uniqueKey });
    return known ?? this.insert({ organisationId, courseId, kind: ConversationKind.ROOM, uniqueKey, ...given });
  }

  /** Puts people into a conversation who may be in it already. */
  async join({ _id, lastSeq }: Conversation, userIds: readonly string[]): Promise<void> {
    for (const userId of userIds) await this.touch(_id, userId, lastSeq);
  }

  /**
   * Puts one more into a group. The group is written before its people are counted, so that two who join at once are two in a
   * row. @throws GROUP_FULL
   */
  async admit(group: Conversation, userId: string): Promise<void> {
    const [conversationId, rows] = [group._id, this.scope.documents.of(members)];
    if (await rows.findOne({ _id: memberId(conversationId, userId) })) return;
    await this.scope.documents.of(conversations).updateOne({ _id: conversationId }, { $inc: { joins: 1 } });
    if ((await rows.count({ conversationId })) >= largestGroup)
      throw discussionsErrors.GROUP_FULL({ allowed: largestGroup });
    await this.join(group, [userId]);
  }

  /** How somebody is in a conversation, made where it is not there. */
  async touch(conversationId: string, userId: string, readSeq = 0): Promise<Member> {
    const _id = memberId(conversationId, userId);
    const fresh = { conversationId, userId, readSeq, isMuted: false, wroteAt: null };
    const found = await this.scope.documents
      .of(members)
      .findOneAndUpdate({ _id }, { $setOnInsert: fresh }, { upsert: true });
    return found!;
  }

  /** What two people say to each other only: one conversation in each organisation in which they have met. */
  async directOf(userId: string, otherId: string): Promise<Conversation[]> {
    const mine = await this.scope.documents.of(members).distinct<string>('conversationId', { userId });
    const ids = mine.map((conversationId) => memberId(conversationId, otherId));
    const shared = await this.scope.documents
      .of(members)
      .find({ _id: { $in: ids } })
      .toArray();
    return this.scope.documents
      .of(conversations)
      .find({ _id: { $in: shared.map(({ conversationId }) => conversationId) }, kind: ConversationKind.DIRECT })
      .toArray();
  }

  /** The others in a conversation of two people or a group; nobody of a room. */
  async others({ _id: conversationId, kind }: Conversation, userId: string): Promise<Member[]> {
    if (kind === ConversationKind.ROOM) return [];
    return this.scope.documents
      .of(members)
      .find({ conversationId, userId: { $ne: userId } })
      .toArray();
  }
}

/** A course has one room. */
export const roomKey = (courseId: string): string => `room/${courseId}`;
