import { kitErrors } from '../../../kit/errors/kit-errors';
import { watch, type Verdict } from '../../../kit/live/watch';
import type { Scope } from '../../../kit/scope/scope';
import { chatKey, chatTopic, type ChatEvent } from './chat.topic';
import { ConversationLoaders } from './conversation.loaders';

/** Milliseconds for which nobody asks again whether somebody is still in a conversation, unless it is told that somebody left. */
const trusted = 5_000;

/** Who may listen to a conversation: asked when a stream begins, when somebody came or went, and else every few seconds. */
export class ChatLive {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND */
  async follow(id: string, kind: ChatEvent['kind']): Promise<AsyncIterable<ChatEvent>> {
    const conversation = await this.visible(id);
    if (!conversation) throw kitErrors.NOT_FOUND({ thing: 'conversation' });
    const now = (): number => this.scope.clock.now().getTime();
    let askedAt = now();
    const isStillIn = async (isSure: boolean): Promise<boolean> => {
      if (!isSure && now() - askedAt < trusted) return true;
      askedAt = now();
      return (await this.visible(id)) !== null;
    };
    const judge = async (told: ChatEvent): Promise<Verdict> => {
      if (told.kind !== kind && told.kind !== 'MEMBERS') return 'SKIP';
      if (!(await isStillIn(told.kind === 'MEMBERS'))) return 'END';
      return told.kind === kind ? 'PASS' : 'SKIP';
    };
    return watch(chatTopic.subscribe(this.scope.live, chatKey(conversation)), judge);
  }

  /** Loaders remember; a stream outlives what they remember. */
  private visible(id: string) {
    return this.scope.as(this.scope.viewer).get(ConversationLoaders).visible.load(id);
  }
}
