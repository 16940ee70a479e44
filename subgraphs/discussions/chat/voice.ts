import { signedIn } from '../../../kit/identity/signed-in';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { demandVoice } from '../restriction/demand-voice';
import { apartFrom } from './blockers';
import { ConversationKind, type Conversation, type Member } from './conversation.document';
import { conversationPolicy } from './conversation.policy';
import { ConversationStore } from './conversation.store';

/** Whether the viewer, who is in a conversation, may say something there. Inside of a transaction. */
export class Voice {
  constructor(private readonly scope: Scope) {}

  /** Whatever they say: other words for an old message, or a sign, too. @throws BLOCKED, MUTED */
  async demand(conversation: Conversation): Promise<void> {
    if (conversation.kind === ConversationKind.DIRECT) return this.demandPeace(conversation);
    if (await this.isHeldBack(conversation)) await demandVoice(this.scope, conversation.courseId);
  }

  /** Another message, so soon. @throws SLOW_MODE */
  async demandTurn(conversation: Conversation, { wroteAt }: Member): Promise<void> {
    const { slowModeSeconds } = conversation;
    if (slowModeSeconds === 0 || wroteAt === null || !(await this.isHeldBack(conversation))) return;
    const passed = (this.scope.clock.now().getTime() - wroteAt.getTime()) / 1_000;
    if (passed < slowModeSeconds)
      throw discussionsErrors.SLOW_MODE({ retryAfter: Math.ceil(slowModeSeconds - passed) });
  }

  private async demandPeace(conversation: Conversation): Promise<void> {
    const userId = signedIn(this.scope.viewer);
    const others = await this.scope.get(ConversationStore).others(conversation, userId);
    const apart = await apartFrom(
      this.scope,
      others.map((other) => other.userId),
    );
    if (apart.size > 0) throw discussionsErrors.BLOCKED();
  }

  /** Rooms have rules for everyone but those who look after them. */
  private async isHeldBack(conversation: Conversation): Promise<boolean> {
    const { kind } = conversation;
    return kind === ConversationKind.ROOM && !(await allows(this.scope, conversationPolicy.moderate, conversation));
  }
}
