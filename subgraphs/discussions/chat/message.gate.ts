import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import type { Judgement } from '../filter/filter';
import { MessageScreening } from '../filter/message.screening';
import { askedAboutMessage, CaseStore } from '../moderation/case.store';
import { PostState } from '../post/post.states';
import { ConversationKind, type Conversation } from './conversation.document';
import type { Message } from './message.document';

/**
 * What stands between a message of somebody who does not look after the course and everyone else. What two people or a group say to
 * each other is theirs: of that moderators are shown what is held, and not what they would only have had a look at. Inside of a
 * transaction.
 */
export class MessageGate {
  constructor(private readonly scope: Scope) {}

  /** Holds a message before it is told, or has a moderator look at it, where filters say so. */
  async admit(message: Message, conversation: Conversation): Promise<void> {
    if (await this.isTrusted(conversation)) return;
    const { verdict, reasons } = await this.scope.get(MessageScreening).judge(message, conversation);
    if (verdict === 'HOLD' && message.isPublished) message.state = PostState.HELD;
    if (isAsked(verdict, conversation))
      await this.scope.get(CaseStore).open(askedAboutMessage(message, conversation), reasons);
  }

  /** Nobody gets past the filters by an edit: other words, which the message has already, are hidden where it stands. */
  async recheck(message: Message, conversation: Conversation): Promise<void> {
    if (await this.isTrusted(conversation)) return;
    await this.scope.get(CaseStore).edited(askedAboutMessage(message, conversation));
    await this.admit(message, conversation);
  }

  private async isTrusted({ courseId }: Conversation): Promise<boolean> {
    return (await this.scope.get(CourseLoaders).moderated.load(courseId)) !== null;
  }
}

const isAsked = (verdict: Judgement['verdict'], { kind }: Conversation): boolean =>
  verdict === 'HOLD' || (verdict === 'FLAG' && kind === ConversationKind.ROOM);
