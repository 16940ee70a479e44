import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.stub';
import { EnrollmentConnection } from '../enrollment/enrollment.connection';
import type { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentLoaders } from '../enrollment/enrollment.loaders';
import { Cohort } from './cohort.entity';
import {
  AssignToCohortInput,
  AssignToCohortPayload,
  CreateCohortInput,
  CreateCohortPayload,
  DeleteCohortInput,
  DeleteCohortPayload,
  RemoveFromCohortInput,
  RemoveFromCohortPayload,
  RenameCohortInput,
  RenameCohortPayload,
} from './cohort.input';
import { CohortLoaders } from './cohort.loaders';
import { cohortPolicy } from './cohort.policy';
import { CohortService } from './cohort.service';

export const CohortConnection = connectionOf(Cohort);

@Resolver(() => Cohort)
export class CohortResolver {
  @Query(() => Cohort, {
    nullable: true,
    description: 'One cohort: your own, or one of a course that you teach; else null.',
  })
  cohort(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Cohort | null> {
    return scope.get(CohortLoaders).visible.load(id);
  }

  @Mutation(() => CreateCohortPayload, { description: 'Makes a group in a run of a course that the viewer teaches.' })
  @Directive('@authenticated')
  async createCohort(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateCohortInput) input: CreateCohortInput,
  ): Promise<CreateCohortPayload> {
    return { cohort: await scope.get(CohortService).create(input) };
  }

  @Mutation(() => RenameCohortPayload, { description: 'Renames a group.' })
  @Directive('@authenticated')
  async renameCohort(
    @Ctx() scope: Scope,
    @Arg('input', () => RenameCohortInput) input: RenameCohortInput,
  ): Promise<RenameCohortPayload> {
    return { cohort: await scope.get(CohortService).rename(input) };
  }

  @Mutation(() => DeleteCohortPayload, { description: 'Dissolves a group. Its members stay enrolled.' })
  @Directive('@authenticated')
  async deleteCohort(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteCohortInput) input: DeleteCohortInput,
  ): Promise<DeleteCohortPayload> {
    return { deletedId: await scope.get(CohortService).delete(input) };
  }

  @Mutation(() => AssignToCohortPayload, { description: 'Puts learners into a group: all of them or none.' })
  @Directive('@authenticated')
  assignToCohort(
    @Ctx() scope: Scope,
    @Arg('input', () => AssignToCohortInput) input: AssignToCohortInput,
  ): Promise<AssignToCohortPayload> {
    return scope.get(CohortService).assign(input);
  }

  @Mutation(() => RemoveFromCohortPayload, { description: 'Takes learners out of a group.' })
  @Directive('@authenticated')
  removeFromCohort(
    @Ctx() scope: Scope,
    @Arg('input', () => RemoveFromCohortInput) input: RemoveFromCohortInput,
  ): Promise<RemoveFromCohortPayload> {
    return scope.get(CohortService).remove(input);
  }

  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course.' })
  course(@Root() cohort: Cohort): CourseRef {
    return CourseRef.of(cohort.courseId);
  }

  @FieldResolver(() => EnrollmentConnection, {
    nullable: true,
    description: "Its members, the newest first; for the course's staff, else null.",
  })
  @ListSize()
  @Directive('@authenticated')
  async members(
    @Ctx() scope: Scope,
    @Root() cohort: Cohort,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Enrollment> | null> {
    if (!(await allows(scope, cohortPolicy.edit, cohort))) return null;
    return scope.get(EnrollmentLoaders).pagesBy('cohortId', null, args).load(cohort.id);
  }
}
