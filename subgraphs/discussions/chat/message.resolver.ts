import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { AssetRef } from '../asset/asset.ref';
import { renderPost } from '../post/post.text';
import { UserRef } from '../user/user.ref';
import { Conversation } from './conversation.document';
import { ConversationLoaders } from './conversation.loaders';
import { Message, Reaction } from './message.document';
import {
  DeleteMessageInput,
  DeleteMessagePayload,
  EditMessageInput,
  EditMessagePayload,
  ReactToMessageInput,
  ReactToMessagePayload,
  SendMessageInput,
  SendMessagePayload,
} from './message.input';
import { MessageLoaders } from './message.loaders';
import { messagePolicy } from './message.policy';
import { MessageService } from './message.service';

@Resolver(() => Message)
export class MessageResolver {
  @Query(() => Message, { nullable: true, description: 'One message; null for whoever is not in its conversation.' })
  message(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Message | null> {
    return scope.get(MessageLoaders).visible.load(id);
  }

  @Mutation(() => SendMessagePayload, {
    description: 'Says something. Sent again with the same `clientId`, it is there once.',
  })
  async sendMessage(
    @Ctx() scope: Scope,
    @Arg('input', () => SendMessageInput, { description: 'What.' }) input: SendMessageInput,
  ): Promise<SendMessagePayload> {
    return { message: await scope.get(MessageService).send(input) };
  }

  @Mutation(() => EditMessagePayload, { description: 'Changes a message of yours.' })
  async editMessage(
    @Ctx() scope: Scope,
    @Arg('input', () => EditMessageInput, { description: 'The words.' }) input: EditMessageInput,
  ): Promise<EditMessagePayload> {
    return { message: await scope.get(MessageService).edit(input) };
  }

  @Mutation(() => DeleteMessagePayload, {
    description: 'Deletes a message of yours; in a room, staff may. Its place stays.',
  })
  async deleteMessage(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteMessageInput, { description: 'Which.' }) { id }: DeleteMessageInput,
  ): Promise<DeleteMessagePayload> {
    return { message: await scope.get(MessageService).delete(id) };
  }

  @Mutation(() => ReactToMessagePayload, { description: 'Puts a sign to a message, or takes it away.' })
  async reactToMessage(
    @Ctx() scope: Scope,
    @Arg('input', () => ReactToMessageInput, { description: 'The sign.' }) input: ReactToMessageInput,
  ): Promise<ReactToMessagePayload> {
    return { message: await scope.get(MessageService).react(input) };
  }

  @FieldResolver(() => Conversation, { nullable: true, description: 'Where it was said.' })
  conversation(@Ctx() scope: Scope, @Root() { conversationId }: Message): Promise<Conversation | null> {
    return scope.get(ConversationLoaders).visible.load(conversationId);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who said it.' })
  @ViewerIndependent()
  author(@Root() { authorId }: Message): UserRef {
    return UserRef.of(authorId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Markdown; null where it is gone, or not PUBLISHED.' })
  @ViewerIndependent()
  body(@Root() message: Message): string | null {
    return bodyOf(message);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Markdown of what is not PUBLISHED: for its author, unless they deleted it, and for those who decide.',
  })
  async hiddenBody(@Ctx() scope: Scope, @Root() message: Message): Promise<string | null> {
    return !message.isPublished && (await allows(scope, messagePolicy.read, message)) ? message.body : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Safe HTML; null where it is gone, or not PUBLISHED.' })
  @ViewerIndependent()
  bodyHtml(@Root() message: Message): string | null {
    const body = bodyOf(message);
    return body === null ? null : renderPost(body);
  }

  @FieldResolver(() => Message, { nullable: true, description: 'The message that it answers; null for none.' })
  replyTo(@Ctx() scope: Scope, @Root() { replyToId }: Message): Promise<Message | null> | null {
    return replyToId === null ? null : scope.get(MessageLoaders).visible.load(replyToId);
  }

  @FieldResolver(() => [AssetRef], {
    nullable: 'items',
    description: 'Its files; each is null for whoever may not see it.',
  })
  async attachments(@Ctx() scope: Scope, @Root() message: Message): Promise<AssetRef[]> {
    const isRead = message.isPublished || (await allows(scope, messagePolicy.read, message));
    return isRead ? message.attachmentIds.map((id) => AssetRef.of(id)) : [];
  }

  @FieldResolver(() => [Reaction], { description: 'Signs with which people reacted, the one that most used first.' })
  reactions(@Ctx() scope: Scope, @Root() { _id }: Message): Promise<Reaction[]> {
    return scope.get(MessageLoaders).reactions.load(_id);
  }
}

/** The same for everyone: one reading of a live message is for all who listen. */
const bodyOf = ({ isPublished, body }: Message): string | null => (isPublished ? body : null);
