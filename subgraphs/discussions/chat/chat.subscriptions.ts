import { Arg, Directive, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import { UserRef } from '../user/user.ref';
import { ChatLive } from './chat.live';
import { received, type ChatEvent } from './chat.topic';
import { MessageChanged, MessagePosted, PresenceChanged, ReadChanged, Typing } from './message.input';
import { PresenceLive, type Present } from './presence.live';

/** The stream of one kind of event of the conversation that a subscription names. */
const following = (kind: ChatEvent['kind']) =>
  liveSource((scope, { conversationId }: { conversationId: string }) =>
    scope.get(ChatLive).follow(conversationId, kind),
  );

const description = 'The conversation.';

/** Who is in one, as a stream: what is said there is read once for everyone who is, and not once for each. */
const gate = 'conversationOpened';

@Resolver()
export class ChatSubscriptions {
  @Subscription(() => Boolean, {
    nullable: true,
    subscribe: liveSource((scope, { conversationId }: { conversationId: string }) =>
      scope.get(ChatLive).gate(conversationId),
    ),
    description: 'True, once: the viewer is in the conversation. Ends when they no longer are.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  conversationOpened(@Arg('conversationId', () => ID, { description }) _conversationId: string): boolean {
    return true;
  }

  @Subscription(() => MessagePosted, {
    nullable: true,
    subscribe: following('POSTED'),
    description:
      'Messages as they are sent, in their order. Whoever was away asks for `messages(after:)`; ends when the viewer is no longer there.',
  })
  @Directive('@authenticated')
  @Live({ gate, overflow: 'DISCONNECT' })
  messagePosted(
    @Root() { message }: ChatEvent,
    @Arg('conversationId', () => ID, { description }) _conversationId: string,
  ): MessagePosted | null {
    return message && { message: received(message) };
  }

  @Subscription(() => MessageChanged, {
    nullable: true,
    subscribe: following('CHANGED'),
    description: 'Messages that are edited, deleted, or reacted to.',
  })
  @Directive('@authenticated')
  @Live({ gate, overflow: 'DISCONNECT' })
  messageChanged(
    @Root() { message }: ChatEvent,
    @Arg('conversationId', () => ID, { description }) _conversationId: string,
  ): MessageChanged | null {
    return message && { message: received(message) };
  }

  @Subscription(() => ReadChanged, {
    nullable: true,
    subscribe: following('READ'),
    description: 'Until where people have read, each time somebody read on; of a room nothing is told.',
  })
  @Directive('@authenticated')
  @Live({ gate, overflow: 'DROP_OLDEST' })
  readChanged(
    @Root() { userId, seq }: ChatEvent,
    @Arg('conversationId', () => ID, { description }) _conversationId: string,
  ): ReadChanged | null {
    return userId === null || seq === null ? null : { receipt: { userId, seq } };
  }

  @Subscription(() => PresenceChanged, {
    nullable: true,
    subscribe: liveSource((scope, { conversationId }: { conversationId: string }) =>
      scope.get(PresenceLive).follow(conversationId),
    ),
    description:
      'Who is here: those who listen to this, for as long as they do. Told at once, and whenever that changes.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  presenceChanged(
    @Root() { count, userIds }: Present,
    @Arg('conversationId', () => ID, { description }) _conversationId: string,
  ): PresenceChanged {
    return { count, users: userIds && userIds.map((id) => UserRef.of(id)) };
  }

  @Subscription(() => Typing, { nullable: true, subscribe: following('TYPING'), description: 'Who types, as they do.' })
  @Directive('@authenticated')
  @Live({ gate, overflow: 'DROP_OLDEST' })
  typing(
    @Root() { userId }: ChatEvent,
    @Arg('conversationId', () => ID, { description }) _conversationId: string,
  ): Typing | null {
    return userId === null ? null : { user: UserRef.of(userId) };
  }
}
