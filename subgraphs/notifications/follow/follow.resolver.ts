import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { CategoryRef } from '../category/category.stub';
import { UserRef } from '../user/user.stub';
import type { FollowSubject } from './follow.entity';
import {
  FollowCategoryInput,
  FollowCategoryPayload,
  FollowInstructorInput,
  FollowInstructorPayload,
  UnfollowCategoryInput,
  UnfollowCategoryPayload,
  UnfollowInstructorInput,
  UnfollowInstructorPayload,
} from './follow.input';
import { FollowLoaders } from './follow.loaders';
import { FollowService } from './follow.service';

/** What somebody follows; null for anyone but them. */
async function followed(scope: Scope, { id }: UserRef, wanted: FollowSubject): Promise<string[] | null> {
  if (!scope.viewer.is(id)) return null;
  const all = await scope.get(FollowLoaders).of.load(id);
  return all.filter(({ subject }) => subject === wanted).map(({ subjectId }) => subjectId);
}

@Resolver(() => UserRef)
export class FollowResolver {
  @FieldResolver(() => [UserRef], {
    nullable: 'itemsAndList',
    description: 'The instructors of whose new courses they hear, at most 1,000; null for anyone but them.',
  })
  @Directive('@authenticated')
  async followedInstructors(@Ctx() scope: Scope, @Root() user: UserRef): Promise<UserRef[] | null> {
    return (await followed(scope, user, 'INSTRUCTOR'))?.map((id) => UserRef.of(id)) ?? null;
  }

  @FieldResolver(() => [CategoryRef], {
    nullable: 'itemsAndList',
    description: 'The categories of whose new courses they hear, at most 1,000; null for anyone but them.',
  })
  @Directive('@authenticated')
  async followedCategories(@Ctx() scope: Scope, @Root() user: UserRef): Promise<CategoryRef[] | null> {
    return (await followed(scope, user, 'CATEGORY'))?.map((id) => CategoryRef.of(id)) ?? null;
  }

  @Mutation(() => FollowInstructorPayload, { description: 'Hears of new courses of an instructor.' })
  async followInstructor(
    @Ctx() scope: Scope,
    @Arg('input', () => FollowInstructorInput, { description: 'Which.' }) { userId }: FollowInstructorInput,
  ): Promise<FollowInstructorPayload> {
    return { user: UserRef.of(await scope.get(FollowService).follow('INSTRUCTOR', userId)) };
  }

  @Mutation(() => FollowCategoryPayload, { description: 'Hears of new courses in a category, and below it.' })
  async followCategory(
    @Ctx() scope: Scope,
    @Arg('input', () => FollowCategoryInput, { description: 'Which.' }) { categoryId }: FollowCategoryInput,
  ): Promise<FollowCategoryPayload> {
    return { user: UserRef.of(await scope.get(FollowService).follow('CATEGORY', categoryId)) };
  }

  @Mutation(() => UnfollowInstructorPayload, { description: 'Hears no more of new courses of an instructor.' })
  async unfollowInstructor(
    @Ctx() scope: Scope,
    @Arg('input', () => UnfollowInstructorInput, { description: 'Which.' }) { userId }: UnfollowInstructorInput,
  ): Promise<UnfollowInstructorPayload> {
    return { user: UserRef.of(await scope.get(FollowService).unfollow('INSTRUCTOR', userId)) };
  }

  @Mutation(() => UnfollowCategoryPayload, { description: 'Hears no more of new courses in a category, and below it.' })
  async unfollowCategory(
    @Ctx() scope: Scope,
    @Arg('input', () => UnfollowCategoryInput, { description: 'Which.' }) { categoryId }: UnfollowCategoryInput,
  ): Promise<UnfollowCategoryPayload> {
    return { user: UserRef.of(await scope.get(FollowService).unfollow('CATEGORY', categoryId)) };
  }
}
