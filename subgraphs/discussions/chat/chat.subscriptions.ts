import { Arg, Directive, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.ref';
import { ChatLive } from './chat.live';
import { received, type ChatEvent } from './chat.topic';
import { MessageChanged, MessagePosted, ReadChanged, Typing } from './message.input';

/** A subscription's arguments and scope, as its source gets them. */
interface Started {
  readonly args: object;
  readonly context: object;
}

/** The stream of one kind of event of the conversation that a subscription names. */
const following =
  (kind: ChatEvent['kind']) =>
  ({ args, context }: Started): never =>
    (context as Scope).get(ChatLive).follow((args as Record<string, string>)['conversationId'] ?? '', kind) as never;

const description = 'The conversation.';

@Resolver()
export class ChatSubscriptions {
  @Subscription(() => MessagePosted, {
    nullable: true,
    subscribe: following('POSTED'),
    description:
      'Messages as they are sent, in their order. Whoever was away asks for `messages(after:)`; ends when the viewer is no longer there.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'DISCONNECT' })
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
  @Live({ overflow: 'DISCONNECT' })
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
  @Live({ overflow: 'DROP_OLDEST' })
  readChanged(
    @Root() { userId, seq }: ChatEvent,
    @Arg('conversationId', () => ID, { description }) _conversationId: string,
  ): ReadChanged | null {
    return userId === null || seq === null ? null : { receipt: { userId, seq } };
  }

  @Subscription(() => Typing, { nullable: true, subscribe: following('TYPING'), description: 'Who types, as they do.' })
  @Directive('@authenticated')
  @Live({ overflow: 'DROP_OLDEST' })
  typing(
    @Root() { userId }: ChatEvent,
    @Arg('conversationId', () => ID, { description }) _conversationId: string,
  ): Typing | null {
    return userId === null ? null : { user: UserRef.of(userId) };
  }
}
