import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { ProfileService } from '../profile/profile.service';
import { User } from '../profile/user.entity';
import { LogInResult, RefreshSessionResult } from './log-in.result';
import { LogInService } from './log-in.service';
import { RefreshService } from './refresh.service';
import { Session } from './session.entity';
import {
  EndSessionInput,
  EndSessionPayload,
  LogInInput,
  LogOutEverywhereInput,
  LogOutEverywherePayload,
  LogOutInput,
  LogOutPayload,
  RefreshSessionInput,
  SessionConnection,
} from './session.input';
import { SessionLoaders } from './session.loaders';
import { SessionService } from './session.service';

@Resolver(() => Session)
export class SessionResolver {
  @Query(() => Session, { nullable: true, description: 'One session, for its person and administrators.' })
  session(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Session | null> {
    return scope.get(SessionLoaders).visible.load(id);
  }

  @Mutation(() => LogInResult, { description: 'Begins a session.' })
  logIn(@Ctx() scope: Scope, @Arg('input', () => LogInInput) input: LogInInput): Promise<typeof LogInResult> {
    return scope.get(LogInService).logIn(input);
  }

  @Mutation(() => RefreshSessionResult, {
    description: 'Trades a refresh token for the next pair of tokens. A token that is used again ends its session.',
  })
  refreshSession(
    @Ctx() scope: Scope,
    @Arg('input', () => RefreshSessionInput) input: RefreshSessionInput,
  ): Promise<typeof RefreshSessionResult> {
    return scope.get(RefreshService).refresh(input.refreshToken);
  }

  @Mutation(() => LogOutPayload, { description: 'Ends this session.' })
  async logOut(
    @Ctx() scope: Scope,
    @Arg('input', () => LogOutInput, { nullable: true }) input?: LogOutInput | null,
  ): Promise<LogOutPayload> {
    return { session: await scope.get(SessionService).logOut(input?.refreshToken ?? null) };
  }

  @Mutation(() => LogOutEverywherePayload, { description: 'Ends all your sessions.' })
  async logOutEverywhere(
    @Ctx() scope: Scope,
    @Arg('input', () => LogOutEverywhereInput, { nullable: true }) input?: LogOutEverywhereInput | null,
  ): Promise<LogOutEverywherePayload> {
    return { endedSessions: await scope.get(SessionService).logOutEverywhere(input?.keepThis ?? false) };
  }

  @Mutation(() => EndSessionPayload, { description: 'Ends one session, such as one on a lost telephone.' })
  async endSession(
    @Ctx() scope: Scope,
    @Arg('input', () => EndSessionInput) input: EndSessionInput,
  ): Promise<EndSessionPayload> {
    return { session: await scope.get(SessionService).endOne(input.id) };
  }

  @FieldResolver(() => Boolean, { description: 'Whether this is the session that asks.' })
  isCurrent(@Ctx() scope: Scope, @Root() session: Session): boolean {
    return scope.viewer.claims.sessionId === session.id;
  }
}

@Resolver(() => User)
export class UserSessionsResolver {
  @FieldResolver(() => SessionConnection, {
    nullable: true,
    description: 'Live sessions, the last used first. Only for themselves and administrators; null for others.',
  })
  @Directive('@authenticated')
  @ListSize()
  sessions(
    @Ctx() scope: Scope,
    @Root() user: User,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Session> | null> {
    return scope.get(ProfileService).guarded(user, () => scope.get(SessionLoaders).liveOf(args).load(user.id));
  }
}
