import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { WritingService } from '../post/writing.service';
import {
  CreateThreadInput,
  CreateThreadPayload,
  DeleteThreadInput,
  DeleteThreadPayload,
  LockThreadInput,
  LockThreadPayload,
  MergeThreadInput,
  MergeThreadPayload,
  MoveThreadInput,
  MoveThreadPayload,
  PinThreadInput,
  PinThreadPayload,
  UpdateThreadInput,
  UpdateThreadPayload,
} from './thread.input';
import { MergeService } from './merge.service';
import { ThreadService } from './thread.service';

@Resolver()
export class ThreadMutations {
  @Mutation(() => CreateThreadPayload, { description: 'Begins a thread in a course in which you take part.' })
  async createThread(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateThreadInput, { description: 'The thread.' }) input: CreateThreadInput,
  ): Promise<CreateThreadPayload> {
    return { thread: await scope.get(WritingService).begin(input) };
  }

  @Mutation(() => UpdateThreadPayload, {
    description: 'Changes the title or the tags of a thread of yours; staff may.',
  })
  async updateThread(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateThreadInput, { description: 'What changes.' }) input: UpdateThreadInput,
  ): Promise<UpdateThreadPayload> {
    return { thread: await scope.get(ThreadService).update(input) };
  }

  @Mutation(() => DeleteThreadPayload, { description: 'Deletes a thread of yours with everything in it; staff may.' })
  async deleteThread(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteThreadInput, { description: 'Which.' }) { id }: DeleteThreadInput,
  ): Promise<DeleteThreadPayload> {
    await scope.get(ThreadService).delete(id);
    return { deletedThreadId: id };
  }

  @Mutation(() => PinThreadPayload, { description: 'Keeps a thread on top, or no longer; for staff.' })
  async pinThread(
    @Ctx() scope: Scope,
    @Arg('input', () => PinThreadInput, { description: 'Which.' }) input: PinThreadInput,
  ): Promise<PinThreadPayload> {
    return { thread: await scope.get(ThreadService).pin(input) };
  }

  @Mutation(() => LockThreadPayload, { description: 'Closes a thread for replies, or opens it again; for staff.' })
  async lockThread(
    @Ctx() scope: Scope,
    @Arg('input', () => LockThreadInput, { description: 'Which.' }) input: LockThreadInput,
  ): Promise<LockThreadPayload> {
    return { thread: await scope.get(ThreadService).lock(input) };
  }

  @Mutation(() => MoveThreadPayload, {
    description: 'Moves a thread to a lesson of its course, or to none; for staff.',
  })
  async moveThread(
    @Ctx() scope: Scope,
    @Arg('input', () => MoveThreadInput, { description: 'Where to.' }) input: MoveThreadInput,
  ): Promise<MoveThreadPayload> {
    return { thread: await scope.get(ThreadService).move(input) };
  }

  @Mutation(() => MergeThreadPayload, { description: 'Makes one thread of two about the same; for staff.' })
  async mergeThread(
    @Ctx() scope: Scope,
    @Arg('input', () => MergeThreadInput, { description: 'Which.' }) input: MergeThreadInput,
  ): Promise<MergeThreadPayload> {
    return { thread: await scope.get(MergeService).merge(input) };
  }
}
