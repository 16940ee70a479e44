import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Forum } from '../forum/forum.document';
import { UserRef } from '../user/user.ref';
import { Restriction } from './restriction.document';
import {
  LiftRestrictionInput,
  LiftRestrictionPayload,
  RestrictMemberInput,
  RestrictMemberPayload,
} from './restriction.input';
import { RestrictionLoaders } from './restriction.loaders';
import { RestrictionService } from './restriction.service';

@Resolver(() => Restriction)
export class RestrictionResolver {
  @Mutation(() => RestrictMemberPayload, { description: 'Mutes somebody in a course, or keeps them out; for staff.' })
  async restrictMember(
    @Ctx() scope: Scope,
    @Arg('input', () => RestrictMemberInput, { description: 'Whom.' }) input: RestrictMemberInput,
  ): Promise<RestrictMemberPayload> {
    return { restriction: await scope.get(RestrictionService).restrict(input) };
  }

  @Mutation(() => LiftRestrictionPayload, { description: 'Lets somebody take part in a course again; for staff.' })
  async liftRestriction(
    @Ctx() scope: Scope,
    @Arg('input', () => LiftRestrictionInput, { description: 'Whom.' }) input: LiftRestrictionInput,
  ): Promise<LiftRestrictionPayload> {
    await scope.get(RestrictionService).lift(input);
    return { user: UserRef.of(input.userId) };
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who it is about.' })
  user(@Root() { userId }: Restriction): UserRef {
    return UserRef.of(userId);
  }
}

@Resolver(() => Forum)
export class ForumRestrictionResolver {
  @FieldResolver(() => Restriction, {
    nullable: true,
    description: 'That the viewer is muted; null where they are not.',
  })
  viewerRestriction(@Ctx() scope: Scope, @Root() { _id }: Forum): Promise<Restriction | null> {
    return scope.get(RestrictionLoaders).own.load(_id);
  }
}
