import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { CourseConnection } from '../catalogue/catalogue.input';
import type { Course } from '../course/course.entity';
import { TeachingLoaders } from './user.loaders';
import { User } from './user.stub';

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => CourseConnection, {
    nullable: true,
    description:
      'The courses this person teaches, the latest first: published ones, and for the person themself drafts and archived ones too.',
  })
  @ListSize()
  teaches(@Ctx() scope: Scope, @Root() user: User, @Args(() => PageArgs) args: PageArgs): Promise<Page<Course>> {
    return scope.get(TeachingLoaders).taughtBy(user.id, args);
  }
}
