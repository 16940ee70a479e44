import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.stub';
import { UserRef } from '../user/user.stub';
import { Entitlement } from './entitlement.entity';
import {
  GrantEntitlementInput,
  GrantEntitlementPayload,
  RevokeEntitlementInput,
  RevokeEntitlementPayload,
} from './entitlement.input';
import { EntitlementLoaders } from './entitlement.loaders';
import { EntitlementService } from './entitlement.service';

@Resolver(() => Entitlement)
export class EntitlementResolver {
  @Query(() => Entitlement, {
    nullable: true,
    description: 'One entitlement: your own, or one of a course whose enrolments you manage; else null.',
  })
  entitlement(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Entitlement | null> {
    return scope.get(EntitlementLoaders).visible.load(id);
  }

  @Mutation(() => GrantEntitlementPayload, {
    description: 'Gives a person a right to a course. Needs `enrollment.manage` there.',
  })
  @Directive('@authenticated')
  async grantEntitlement(
    @Ctx() scope: Scope,
    @Arg('input', () => GrantEntitlementInput) input: GrantEntitlementInput,
  ): Promise<GrantEntitlementPayload> {
    return { entitlement: await scope.get(EntitlementService).grant(input) };
  }

  @Mutation(() => RevokeEntitlementPayload, {
    description: 'Takes a right back. Needs `enrollment.manage` for the course.',
  })
  @Directive('@authenticated')
  async revokeEntitlement(
    @Ctx() scope: Scope,
    @Arg('input', () => RevokeEntitlementInput) input: RevokeEntitlementInput,
  ): Promise<RevokeEntitlementPayload> {
    return { entitlement: await scope.get(EntitlementService).revoke(input) };
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Whose it is.' })
  user(@Root() entitlement: Entitlement): UserRef {
    return UserRef.of(entitlement.userId);
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course it is for.' })
  course(@Root() entitlement: Entitlement): CourseRef {
    return CourseRef.of(entitlement.courseId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it counts right now.' })
  isLive(@Ctx() scope: Scope, @Root() entitlement: Entitlement): boolean {
    return entitlement.isLive(scope.clock.now());
  }
}
