import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.ref';
import { UserRef } from '../user/user.ref';
import { ChatReading } from './chat.reading';
import { Conversation } from './conversation.document';
import { ConversationConnection, MessageArgs, MessagePage, ReadReceipt } from './conversation.input';
import { ConversationLoaders } from './conversation.loaders';
import { Message } from './message.document';
import { MessageLoaders } from './message.loaders';

@Resolver(() => Conversation)
export class ConversationResolver {
  @Query(() => Conversation, { nullable: true, description: 'One conversation; null for whoever is not in it.' })
  conversation(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Conversation | null> {
    return scope.get(ConversationLoaders).visible.load(id);
  }

  @Query(() => ConversationConnection, {
    nullable: true,
    description: "The viewer's conversations, the one in which somebody wrote last first.",
  })
  @ListSize()
  @Directive('@authenticated')
  conversations(@Ctx() scope: Scope, @Args(() => PageArgs) args: PageArgs): Promise<Page<Conversation>> {
    return scope.get(ChatReading).page(args);
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course in which its people met.' })
  course(@Root() { courseId }: Conversation): CourseRef {
    return CourseRef.of(courseId);
  }

  @FieldResolver(() => MessagePage, {
    description: 'What was said: the newest, or what `after`, `before` or `from` says.',
  })
  @Directive(
    '@listSize(assumedSize: 50, slicingArguments: ["first"], sizedFields: ["nodes"], requireOneSlicingArgument: false)',
  )
  messages(
    @Ctx() scope: Scope,
    @Root() conversation: Conversation,
    @Args(() => MessageArgs) args: MessageArgs,
  ): Promise<MessagePage> {
    return scope.get(ChatReading).messages(conversation, args);
  }

  @FieldResolver(() => [Message], {
    description: 'What the viewer said that a moderator looks at first, the latest 100; nobody else sees it.',
  })
  heldMessages(@Ctx() scope: Scope, @Root() { _id }: Conversation): Promise<Message[]> {
    return scope.get(MessageLoaders).held.load(_id);
  }

  @FieldResolver(() => [ReadReceipt], { description: 'Until where each of its people has read; none of a room.' })
  readReceipts(@Ctx() scope: Scope, @Root() conversation: Conversation): Promise<ReadReceipt[]> {
    return scope.get(ChatReading).receipts(conversation);
  }

  @FieldResolver(() => Int, { description: 'How many messages the viewer has not read.' })
  async unreadCount(@Ctx() scope: Scope, @Root() { _id, lastSeq }: Conversation): Promise<number> {
    const own = await scope.get(ConversationLoaders).own.load(_id);
    return scope.viewer.id === null ? 0 : lastSeq - (own?.readSeq ?? 0);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer is told of nothing.' })
  async isMuted(@Ctx() scope: Scope, @Root() { _id }: Conversation): Promise<boolean> {
    return (await scope.get(ConversationLoaders).own.load(_id))?.isMuted ?? false;
  }
}

@Resolver(() => ReadReceipt)
export class ReadReceiptResolver {
  @FieldResolver(() => UserRef, { nullable: true, description: 'Who.' })
  @ViewerIndependent()
  user(@Root() { userId }: ReadReceipt): UserRef {
    return UserRef.of(userId);
  }
}
