import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { Message } from '../chat/message.document';
import { MessageLoaders } from '../chat/message.loaders';
import { Forum } from '../forum/forum.document';
import { Post } from '../post/post.document';
import { PostLoaders } from '../post/post.loaders';
import { UserRef } from '../user/user.ref';
import { Case, ModerationEntry } from './case.document';
import {
  AppealMessageModerationInput,
  AppealMessageModerationPayload,
  AppealModerationInput,
  AppealModerationPayload,
  CaseConnection,
  ClaimModerationCasePayload,
  DecideModerationCaseInput,
  DecideModerationCasePayload,
  ModerationCaseInput,
  ModerationEntryConnection,
  ModerationStatistics,
  ReleaseModerationCasePayload,
  ReopenModerationCasePayload,
} from './case.input';
import { CaseLoaders } from './case.loaders';
import { CaseQueue } from './case.queue';
import { CaseService } from './case.service';
import { CaseState } from './case.states';

@Resolver(() => Case)
export class CaseResolver {
  @Query(() => Case, { nullable: true, description: 'One case; null for whoever does not moderate its course.' })
  @Directive('@authenticated')
  moderationCase(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Case | null> {
    return scope.get(CaseLoaders).visible.load(id);
  }

  @Mutation(() => ClaimModerationCasePayload, {
    description: 'Says that you look at a case, so that nobody else does.',
  })
  async claimModerationCase(
    @Ctx() scope: Scope,
    @Arg('input', () => ModerationCaseInput, { description: 'Which.' }) { id }: ModerationCaseInput,
  ): Promise<ClaimModerationCasePayload> {
    return { moderationCase: await scope.get(CaseService).claim(id) };
  }

  @Mutation(() => ReleaseModerationCasePayload, { description: 'Leaves a case that is claimed to others.' })
  async releaseModerationCase(
    @Ctx() scope: Scope,
    @Arg('input', () => ModerationCaseInput, { description: 'Which.' }) { id }: ModerationCaseInput,
  ): Promise<ReleaseModerationCasePayload> {
    return { moderationCase: await scope.get(CaseService).release(id) };
  }

  @Mutation(() => DecideModerationCasePayload, {
    description: 'Decides a case, or an appeal; not about what you wrote.',
  })
  async decideModerationCase(
    @Ctx() scope: Scope,
    @Arg('input', () => DecideModerationCaseInput, { description: 'The decision.' }) input: DecideModerationCaseInput,
  ): Promise<DecideModerationCasePayload> {
    return { moderationCase: await scope.get(CaseService).decide(input) };
  }

  @Mutation(() => ReopenModerationCasePayload, {
    description: 'Undoes a decision: the post goes back to where it stood.',
  })
  async reopenModerationCase(
    @Ctx() scope: Scope,
    @Arg('input', () => ModerationCaseInput, { description: 'Which.' }) { id }: ModerationCaseInput,
  ): Promise<ReopenModerationCasePayload> {
    return { moderationCase: await scope.get(CaseService).reopen(id) };
  }

  @Mutation(() => AppealModerationPayload, { description: 'Asks for another decision about a post of yours; once.' })
  async appealModeration(
    @Ctx() scope: Scope,
    @Arg('input', () => AppealModerationInput, { description: 'Why.' }) input: AppealModerationInput,
  ): Promise<AppealModerationPayload> {
    return { post: await scope.get(CaseService).appeal(input) };
  }

  @Mutation(() => AppealMessageModerationPayload, {
    description: 'Asks for another decision about a message of yours; once.',
  })
  async appealMessageModeration(
    @Ctx() scope: Scope,
    @Arg('input', () => AppealMessageModerationInput, { description: 'Why.' }) input: AppealMessageModerationInput,
  ): Promise<AppealMessageModerationPayload> {
    return { message: await scope.get(CaseService).appealMessage(input) };
  }

  @FieldResolver(() => Post, { nullable: true, description: 'The post; null where it is about a message.' })
  post(@Ctx() scope: Scope, @Root() { about, aboutId }: Case): Promise<Post | null> | null {
    return about === 'POST' ? scope.get(PostLoaders).visible.load(aboutId) : null;
  }

  @FieldResolver(() => Message, {
    nullable: true,
    description: 'The message, and nothing else of its conversation; null where it is about a post.',
  })
  message(@Ctx() scope: Scope, @Root() { about, aboutId }: Case): Promise<Message | null> | null {
    return about === 'MESSAGE' ? scope.get(MessageLoaders).asked.load(aboutId) : null;
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who looks at it; null where nobody does.' })
  claimedBy(@Root() { claimedById }: Case): UserRef | null {
    return claimedById === null ? null : UserRef.of(claimedById);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who decided it; null where nobody has.' })
  decidedBy(@Root() { decidedById }: Case): UserRef | null {
    return decidedById === null ? null : UserRef.of(decidedById);
  }
}

@Resolver(() => ModerationEntry)
export class ModerationEntryResolver {
  @FieldResolver(() => UserRef, { nullable: true, description: 'Who did it; null: the house itself.' })
  actor(@Root() { actorId }: ModerationEntry): UserRef | null {
    return actorId === null ? null : UserRef.of(actorId);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Whom it is about.' })
  person(@Root() { personId }: ModerationEntry): UserRef {
    return UserRef.of(personId);
  }
}

/** What moderation adds to a forum, for those who moderate it. */
@Resolver(() => Forum)
export class ForumModerationResolver {
  @FieldResolver(() => CaseConnection, {
    nullable: true,
    description: 'Cases, the oldest first; null for whoever is not staff.',
  })
  @ListSize()
  @Directive('@authenticated')
  moderationCases(
    @Ctx() scope: Scope,
    @Root() { _id }: Forum,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('state', () => CaseState, { defaultValue: CaseState.OPEN, description: 'Where they stand.' }) state: CaseState,
  ): Promise<Page<Case> | null> {
    return scope.get(CaseQueue).cases(_id, state, args);
  }

  @FieldResolver(() => ModerationEntryConnection, {
    nullable: true,
    description: 'What moderators did, the latest first; null for whoever is not staff.',
  })
  @ListSize()
  @Directive('@authenticated')
  moderationLog(
    @Ctx() scope: Scope,
    @Root() { _id }: Forum,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ModerationEntry> | null> {
    return scope.get(CaseQueue).log(_id, args);
  }

  @FieldResolver(() => ModerationStatistics, {
    nullable: true,
    description: 'How much there is to moderate; null for whoever is not staff.',
  })
  moderationStatistics(@Ctx() scope: Scope, @Root() { _id }: Forum): Promise<ModerationStatistics | null> {
    return scope.get(CaseQueue).statistics(_id);
  }
}
