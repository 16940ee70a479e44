import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { EmailAddress } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import type { Scope } from '../../../kit/scope/scope';
import { renderMarkdown } from '../../../kit/text/markdown';
import { PeopleArgs, UserConnection } from './people.args';
import { PeopleService } from './people.service';
import { UpdateProfileInput, UpdateProfilePayload, UserAbilities } from './profile.input';
import { ProfileService } from './profile.service';
import { User } from './user.entity';
import { UserLoaders } from './user.loaders';

@Resolver(() => User)
export class ProfileResolver {
  @Query(() => User, {
    nullable: true,
    description: 'The person who has logged in; null without a valid access token.',
  })
  me(@Ctx() scope: Scope): Promise<User | null> {
    return scope.get(ProfileService).me();
  }

  @Query(() => User, { nullable: true, description: 'One person; null where there is none.' })
  user(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Their id.' }) id: string): Promise<User | null> {
    return scope.get(UserLoaders).visible.load(id);
  }

  @Query(() => User, {
    nullable: true,
    description: 'The person of this username, in whatever case; null where there is none.',
  })
  userByUsername(
    @Ctx() scope: Scope,
    @Arg('username', () => String, { description: 'Their username.' }) username: string,
  ): Promise<User | null> {
    return scope.get(ProfileService).byUsername(username);
  }

  @Query(() => UserConnection, { description: 'People, the newest first. For administrators.' })
  @Directive('@authenticated')
  @ListSize()
  users(@Ctx() scope: Scope, @Args(() => PeopleArgs) args: PeopleArgs): Promise<Page<User>> {
    return scope.get(PeopleService).find(args);
  }

  @Mutation(() => UpdateProfilePayload, {
    description: 'Changes a profile. Refused with USERNAME_TAKEN where the new username belongs to someone else.',
  })
  async updateProfile(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
  ): Promise<UpdateProfilePayload> {
    return { user: await scope.get(ProfileService).update(input) };
  }

  @ViewerIndependent()
  @FieldResolver(() => String, { nullable: true, description: '`bio` as HTML that is safe to put into a page.' })
  bioHtml(@Root() user: User): string | null {
    return user.bio === null ? null : renderMarkdown(user.bio);
  }

  @FieldResolver(() => EmailAddress, {
    nullable: true,
    description: 'The address they log in with. Only for themselves and administrators; null for others.',
  })
  @Directive('@authenticated')
  email(@Ctx() scope: Scope, @Root() user: User): Promise<string | null> {
    return scope.get(ProfileService).guarded(user, () => user.email);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the address was proven. Only for themselves and administrators; null for others.',
  })
  @Directive('@authenticated')
  emailVerified(@Ctx() scope: Scope, @Root() user: User): Promise<boolean | null> {
    return scope.get(ProfileService).guarded(user, () => user.emailVerifiedAt !== null);
  }

  @FieldResolver(() => UserAbilities, { description: 'What you may do with this person.' })
  viewerCan(@Ctx() scope: Scope, @Root() user: User): Promise<UserAbilities> {
    return scope.get(ProfileService).abilities(user);
  }
}
