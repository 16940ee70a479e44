import { Arg, Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { EnrollmentConnection } from '../enrollment/enrollment.connection';
import { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentLoaders } from '../enrollment/enrollment.loaders';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { LearningLoaders } from './learning.loaders';
import { UserRef } from './user.stub';

/** What someone learns is nobody's business but their own, and the platform's. */
const isOwn = ({ viewer }: Scope, { id }: UserRef): boolean =>
  viewer.is(id) || viewer.isAdministrator || viewer.isSystem;

@Resolver(() => UserRef)
export class UserResolver {
  @FieldResolver(() => EnrollmentConnection, {
    nullable: true,
    description: 'What they learn and have learnt, the newest first; null for anyone but them and administrators.',
  })
  @ListSize()
  @Directive('@authenticated')
  async enrollments(
    @Ctx() scope: Scope,
    @Root() user: UserRef,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('status', () => EnrollmentStatus, { nullable: true, description: 'Only those that stand like this.' })
    status?: EnrollmentStatus | null,
  ): Promise<Page<Enrollment> | null> {
    return isOwn(scope, user)
      ? scope
          .get(EnrollmentLoaders)
          .pagesBy('userId', status ?? null, args)
          .load(user.id)
      : null;
  }

  @FieldResolver(() => [Enrollment], {
    nullable: true,
    description:
      'Where to go on: up to ten active courses that are not completed, the one touched last first. Null for anyone but them and administrators.',
  })
  @Directive('@authenticated')
  async learningNow(@Ctx() scope: Scope, @Root() user: UserRef): Promise<Enrollment[] | null> {
    return isOwn(scope, user) ? scope.get(LearningLoaders).now.load(user.id) : null;
  }
}
