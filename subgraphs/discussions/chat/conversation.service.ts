import { kitErrors } from '../../../kit/errors/kit-errors';
import { secretHash } from '../../../kit/identity/secret-hash';
import { signedIn } from '../../../kit/identity/signed-in';
import { allows } from '../../../kit/policy/policy';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { limit } from '../../../kit/throttle/limit';
import type { Course } from '../course/course.document';
import { CourseLoaders } from '../course/course.loaders';
import { coursePolicy } from '../course/course.policy';
import { CourseStore } from '../course/course.store';
import { discussionsErrors } from '../discussions.errors';
import { MembershipLoaders } from '../enrollment/membership.loaders';
import { ForumStore } from '../forum/forum.store';
import { everywhere } from '../restriction/restriction.document';
import { RestrictionLoaders } from '../restriction/restriction.loaders';
import { demandOwnRate, perPerson } from '../rates';
import { inTurn } from '../turns';
import { apartFrom } from './blockers';
import { announceChat, chatKey } from './chat.topic';
import {
  blockId,
  blocks,
  type Conversation,
  conversations,
  ConversationKind,
  invites,
  memberId,
  members,
} from './conversation.document';
import type {
  BlockPersonInput,
  CreateInviteInput,
  OpenCourseRoomInput,
  StartConversationInput,
} from './conversation.input';
import { ConversationStore } from './conversation.store';
import { tellRead } from './told-read';

const demandStartRate = perPerson(limit('discussions.conversation', 100, 3_600));
const demandInviteRate = perPerson(limit('discussions.invite', 30, 3_600));
const demandJoinRate = perPerson(limit('discussions.join', 30, 3_600));

/** How people come together, and part. */
export class ConversationService {
  constructor(private readonly scope: Scope) {}

  /** Two people have one conversation, however often either begins one. @throws UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED */
  async start({ courseId, userIds, title = null }: StartConversationInput): Promise<Conversation> {
    await demandStartRate(this.scope);
    const userId = signedIn(this.scope.viewer);
    const others = [...new Set(userIds)].filter((id) => id !== userId);
    const isDirect = others.length === 1 && title === null;
    const pair = [userId, others[0] ?? ''].toSorted().join('/');
    return inTurn(this.scope, pair, async (tx) => {
      const course = await tx.get(CourseStore).require(courseId, coursePolicy.join);
      if (others.length === 0) throw kitErrors.NOT_FOUND({ thing: 'person' });
      await demandReachable(tx, course, others);
      const uniqueKey = isDirect ? `${course.organisationId ?? ''}/${pair}` : null;
      const known = uniqueKey === null ? null : await tx.documents.of(conversations).findOne({ uniqueKey });
      const { organisationId } = course;
      const kind = isDirect ? ConversationKind.DIRECT : ConversationKind.GROUP;
      const conversation =
        known ?? (await tx.get(ConversationStore).insert({ organisationId, courseId, kind, title, uniqueKey }));
      await tx.get(ConversationStore).join(conversation, [userId, ...others]);
      return conversation;
    });
  }

  /** A course has one room; who moderates the course opens it, or changes how it is. @throws UNAUTHENTICATED, NOT_FOUND */
  openRoom({ courseId, title, slowModeSeconds }: OpenCourseRoomInput): Promise<Conversation> {
    return inTurn(this.scope, courseId, async (tx) => {
      const { organisationId } = await tx.get(CourseStore).require(courseId, coursePolicy.moderate);
      const room = await tx.get(ConversationStore).room({ courseId, organisationId }, { title, slowModeSeconds });
      await tx.documents.of(conversations).updateOne({ _id: room._id }, { $set: { title, slowModeSeconds } });
      return Object.assign(room, { title, slowModeSeconds });
    });
  }

  /** Rooms are left with their course only. @throws UNAUTHENTICATED, NOT_FOUND, NOT_A_GROUP, RATE_LIMITED */
  async leave(id: string): Promise<void> {
    await demandOwnRate(this.scope);
    return this.scope.transaction(async (tx) => {
      const conversation = await tx.get(ConversationStore).require(id);
      if (conversation.kind !== ConversationKind.GROUP) throw discussionsErrors.NOT_A_GROUP();
      const userId = signedIn(tx.viewer);
      await tx.documents.of(members).deleteOne({ _id: memberId(id, userId) });
      await tellRead(tx, conversation, userId, conversation.lastSeq);
      announceChat(tx, chatKey(conversation), { kind: 'MEMBERS', userId });
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED */
  async block({ userId: blockedId, isBlocked }: BlockPersonInput): Promise<void> {
    await demandOwnRate(this.scope);
    const userId = signedIn(this.scope.viewer);
    if (!isUuid(blockedId) || blockedId === userId) throw kitErrors.NOT_FOUND({ thing: 'person' });
    await this.scope.transaction(async (tx) => {
      const [_id, rows] = [blockId(userId, blockedId), tx.documents.of(blocks)];
      if (isBlocked) await rows.updateOne({ _id }, { $set: { userId, blockedId } }, { upsert: true });
      else await rows.deleteOne({ _id });
      // What they said before is no news any more.
      const directs = isBlocked ? await tx.get(ConversationStore).directOf(userId, blockedId) : [];
      for (const direct of directs) await tellRead(tx, direct, userId, direct.lastSeq);
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, NOT_A_GROUP, RATE_LIMITED */
  async invite({ conversationId, hours }: CreateInviteInput): Promise<{ token: string; expiresAt: Date }> {
    await demandInviteRate(this.scope);
    const createdById = signedIn(this.scope.viewer);
    const { kind } = await this.scope.get(ConversationStore).require(conversationId);
    if (kind !== ConversationKind.GROUP) throw discussionsErrors.NOT_A_GROUP();
    const token = this.scope.ids.secret();
    const expiresAt = new Date(this.scope.clock.now().getTime() + hours * 3_600_000);
    const made = { _id: this.scope.ids.next(), conversationId, tokenHash: secretHash(token), expiresAt };
    await this.scope.documents.of(invites).insertOne({ ...made, createdById });
    return { token, expiresAt };
  }

  /** For those who take part in the course of the group. @throws UNAUTHENTICATED, NOT_FOUND, GROUP_FULL, RATE_LIMITED */
  async accept(token: string): Promise<Conversation> {
    await demandJoinRate(this.scope);
    const userId = signedIn(this.scope.viewer);
    const invite = await this.scope.documents.of(invites).findOne({ tokenHash: secretHash(token) });
    const missing = kitErrors.NOT_FOUND({ thing: 'invite' });
    if (!invite || invite.expiresAt <= this.scope.clock.now()) throw missing;
    return inTurn(this.scope, invite.conversationId, async (tx) => {
      const _id = invite.conversationId;
      const conversation = await tx.documents.of(conversations).findOne({ _id });
      const course = conversation && (await tx.get(CourseLoaders).joined.load(conversation.courseId));
      // Whether a link is one at all is told to nobody else.
      if (!conversation || !course) throw missing;
      await tx.get(ConversationStore).admit(conversation, userId);
      return conversation;
    });
  }
}

/**
 * Who teaches the course is reached by everyone in it; others in it by who teaches it, and by everyone where the course allows
 * that. Who has blocked the viewer, or is blocked, or is kept out everywhere, reads like who is not there.
 */
async function demandReachable(tx: Scope, course: Course, userIds: readonly string[]): Promise<void> {
  const { allowsDirectMessages } = await tx.get(ForumStore).of(course);
  const isOpen = allowsDirectMessages || (await allows(tx, coursePolicy.moderate, course));
  const enrolled = isOpen ? await tx.get(MembershipLoaders).enrolledOf(course._id, userIds) : new Set<string>();
  const apart = await apartFrom(tx, userIds);
  const keptOut = await tx.get(RestrictionLoaders).bannedOf(everywhere, userIds);
  const isReached = userIds.every((id) => (course.instructorIds.includes(id) || enrolled.has(id)) && !keptOut.has(id));
  if (apart.size > 0 || !isReached) throw kitErrors.NOT_FOUND({ thing: 'person' });
}
