import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.ref';
import { ChatReading } from './chat.reading';
import {
  BlockPersonInput,
  BlockPersonPayload,
  ConversationInput,
  CreateInviteInput,
  CreateInvitePayload,
  JoinConversationInput,
  JoinConversationPayload,
  LeaveConversationPayload,
  MarkConversationReadInput,
  MarkConversationReadPayload,
  MuteConversationInput,
  MuteConversationPayload,
  OpenCourseRoomInput,
  OpenCourseRoomPayload,
  SendTypingPayload,
  StartConversationInput,
  StartConversationPayload,
} from './conversation.input';
import { ConversationService } from './conversation.service';

@Resolver()
export class ConversationMutations {
  @Mutation(() => StartConversationPayload, {
    description: 'Begins to talk with somebody in a course of yours, or with some.',
  })
  async startConversation(
    @Ctx() scope: Scope,
    @Arg('input', () => StartConversationInput, { description: 'With whom.' }) input: StartConversationInput,
  ): Promise<StartConversationPayload> {
    return { conversation: await scope.get(ConversationService).start(input) };
  }

  @Mutation(() => OpenCourseRoomPayload, {
    description: 'Opens the room of a course, or changes how it is; for staff.',
  })
  async openCourseRoom(
    @Ctx() scope: Scope,
    @Arg('input', () => OpenCourseRoomInput, { description: 'The room.' }) input: OpenCourseRoomInput,
  ): Promise<OpenCourseRoomPayload> {
    return { conversation: await scope.get(ConversationService).openRoom(input) };
  }

  @Mutation(() => LeaveConversationPayload, { description: 'Leaves a group.' })
  async leaveConversation(
    @Ctx() scope: Scope,
    @Arg('input', () => ConversationInput, { description: 'Which.' }) { conversationId }: ConversationInput,
  ): Promise<LeaveConversationPayload> {
    await scope.get(ConversationService).leave(conversationId);
    return { leftConversationId: conversationId };
  }

  @Mutation(() => CreateInvitePayload, {
    description: 'Makes a link by which people of the course join a group of yours.',
  })
  createInvite(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateInviteInput, { description: 'The link.' }) input: CreateInviteInput,
  ): Promise<CreateInvitePayload> {
    return scope.get(ConversationService).invite(input);
  }

  @Mutation(() => JoinConversationPayload, { description: 'Joins a group by a link.' })
  async joinConversation(
    @Ctx() scope: Scope,
    @Arg('input', () => JoinConversationInput, { description: 'The link.' }) { token }: JoinConversationInput,
  ): Promise<JoinConversationPayload> {
    return { conversation: await scope.get(ConversationService).accept(token) };
  }

  @Mutation(() => BlockPersonPayload, { description: 'Lets nobody of the two write to the other any more, or again.' })
  async blockPerson(
    @Ctx() scope: Scope,
    @Arg('input', () => BlockPersonInput, { description: 'Whom.' }) input: BlockPersonInput,
  ): Promise<BlockPersonPayload> {
    await scope.get(ConversationService).block(input);
    return { user: UserRef.of(input.userId) };
  }

  @Mutation(() => MuteConversationPayload, { description: 'Asks to be told of nothing that is said there, or again.' })
  async muteConversation(
    @Ctx() scope: Scope,
    @Arg('input', () => MuteConversationInput, { description: 'Which.' }) input: MuteConversationInput,
  ): Promise<MuteConversationPayload> {
    return { conversation: await scope.get(ChatReading).mute(input) };
  }

  @Mutation(() => MarkConversationReadPayload, { description: 'Says until where you have read.' })
  async markConversationRead(
    @Ctx() scope: Scope,
    @Arg('input', () => MarkConversationReadInput, { description: 'Until where.' }) input: MarkConversationReadInput,
  ): Promise<MarkConversationReadPayload> {
    return { conversation: await scope.get(ChatReading).markRead(input) };
  }

  @Mutation(() => SendTypingPayload, { description: 'Shows the others that you type; say so every few seconds.' })
  async sendTyping(
    @Ctx() scope: Scope,
    @Arg('input', () => ConversationInput, { description: 'Where.' }) { conversationId }: ConversationInput,
  ): Promise<SendTypingPayload> {
    await scope.get(ChatReading).type(conversationId);
    return { typingInConversationId: conversationId };
  }
}
