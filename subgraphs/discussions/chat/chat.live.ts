import { kitErrors } from '../../../kit/errors/kit-errors';
import { Viewer } from '../../../kit/identity/viewer';
import { watch, type Verdict } from '../../../kit/live/watch';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { chatKey, chatTopic, doorTopic, type ChatEvent } from './chat.topic';
import { conversations, type Conversation } from './conversation.document';
import { ConversationLoaders } from './conversation.loaders';

/** Milliseconds for which nobody asks again whether somebody is still in a conversation, unless it is told that somebody left. */
const trusted = 5_000;

/** Who may listen to a conversation: asked when a stream begins, when somebody came or went, and else every few seconds. */
export class ChatLive {
  constructor(private readonly scope: Scope) {}

  /** @param first is received once everything after it is. @throws NOT_FOUND */
  async follow(id: string, kind: ChatEvent['kind'], first?: ChatEvent): Promise<AsyncIterableIterator<ChatEvent>> {
    const { viewer } = this.scope;
    const conversation = demand(await (viewer.isAudience ? this.known(id) : this.visible(id)));
    const now = (): number => this.scope.clock.now().getTime();
    let askedAt = now();
    const isStillIn = async (isSure: boolean): Promise<boolean> => {
      if (!isSure && now() - askedAt < trusted) return true;
      askedAt = now();
      return (await this.visible(id)) !== null;
    };
    const judge = async (told: ChatEvent): Promise<Verdict> => {
      // Each of them has a gate of their own.
      if (viewer.isAudience) return told.kind === kind ? 'PASS' : 'SKIP';
      if (told.kind !== kind && told.kind !== 'MEMBERS') return 'SKIP';
      if (told.kind === 'MEMBERS' && told.userId !== null && !viewer.is(told.userId)) return 'SKIP';
      if (!(await isStillIn(told.kind === 'MEMBERS'))) return 'END';
      return told.kind === kind ? 'PASS' : 'SKIP';
    };
    return watch(chatTopic.subscribe(this.scope.live, chatKey(conversation), first), judge);
  }

  /** Says once that the viewer is in a conversation, and ends when they no longer are. @throws NOT_FOUND */
  async gate(id: string): Promise<AsyncIterable<unknown>> {
    const conversation = demand(await this.visible(id));
    const { viewer, live } = this.scope;
    let isIn = false;
    const judge = async ({ userId }: Pick<ChatEvent, 'userId'>): Promise<Verdict> => {
      if (isIn && userId !== null && !viewer.is(userId)) return 'SKIP';
      if ((await this.visible(id)) === null) return 'END';
      const verdict = isIn ? 'SKIP' : 'PASS';
      isIn = true;
      return verdict;
    };
    // The first is heard once all others will be: who leaves meanwhile is not let in.
    return watch(doorTopic.subscribe(live, chatKey(conversation), { userId: null }), judge);
  }

  /** Loaders remember; a stream outlives what they remember. */
  private visible(id: string): Promise<Conversation | null> {
    return this.scope.as(this.scope.viewer).get(ConversationLoaders).visible.load(id);
  }

  /** Whoever's it is: an audience is let in one by one. */
  private async known(_id: string): Promise<Conversation | null> {
    const { documents } = this.scope.as(Viewer.system);
    return isUuid(_id) ? documents.of(conversations).findOne({ _id }) : null;
  }
}

function demand(conversation: Conversation | null): Conversation {
  if (!conversation) throw kitErrors.NOT_FOUND({ thing: 'conversation' });
  return conversation;
}
