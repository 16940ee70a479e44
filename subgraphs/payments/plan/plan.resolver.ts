import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { page } from '../../../kit/database/page';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { CourseRef } from '../course/course.stub';
import { Plan } from './plan.entity';
import {
  CreatePlanInput,
  CreatePlanPayload,
  PlanConnection,
  PlansArgs,
  PlanStepInput,
  PublishPlanPayload,
  RetirePlanPayload,
  UpdatePlanInput,
  UpdatePlanPayload,
} from './plan.input';
import { planList } from './plan.list';
import { PlanLoaders } from './plan.loaders';
import { PlanService } from './plan.service';
import { PlanPrice } from './plan-price.entity';

@Resolver(() => Plan)
export class PlanResolver {
  @Query(() => Plan, { nullable: true, description: 'One plan; null where there is none for this viewer.' })
  plan(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Plan | null> {
    return scope.get(PlanLoaders).visible.load(id);
  }

  @Query(() => PlanConnection, {
    description: 'The plans that the viewer can subscribe to, or manages, the newest first.',
  })
  @ListSize()
  plans(@Ctx() scope: Scope, @Args(() => PlansArgs) { organisationId, ...args }: PlansArgs): Promise<Page<Plan>> {
    return page(scope, planList(scope.viewer, organisationId ?? null), args);
  }

  @Mutation(() => CreatePlanPayload, { description: 'Makes a draft of a plan. Needs `payments.manage` at its seller.' })
  @Directive('@authenticated')
  async createPlan(
    @Ctx() scope: Scope,
    @Arg('input', () => CreatePlanInput) input: CreatePlanInput,
  ): Promise<CreatePlanPayload> {
    return { plan: await scope.get(PlanService).create(input) };
  }

  @Mutation(() => UpdatePlanPayload, {
    description: 'Changes a plan for who subscribes from now on. Needs `payments.manage`.',
  })
  @Directive('@authenticated')
  async updatePlan(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdatePlanInput) input: UpdatePlanInput,
  ): Promise<UpdatePlanPayload> {
    return { plan: await scope.get(PlanService).update(input) };
  }

  @Mutation(() => PublishPlanPayload, {
    description: 'Lets people subscribe. From now on what it opens stays as it is. Needs `payments.manage`.',
  })
  @Directive('@authenticated')
  async publishPlan(
    @Ctx() scope: Scope,
    @Arg('input', () => PlanStepInput) input: PlanStepInput,
  ): Promise<PublishPlanPayload> {
    return { plan: await scope.get(PlanService).publish(input) };
  }

  @Mutation(() => RetirePlanPayload, {
    description: 'Lets nobody subscribe any more; who has it keeps it. Needs `payments.manage`.',
  })
  @Directive('@authenticated')
  async retirePlan(
    @Ctx() scope: Scope,
    @Arg('input', () => PlanStepInput) input: PlanStepInput,
  ): Promise<RetirePlanPayload> {
    return { plan: await scope.get(PlanService).retire(input) };
  }

  @FieldResolver(() => [PlanPrice], { description: 'What one can subscribe at.' })
  prices(@Ctx() scope: Scope, @Root() { id }: Plan): Promise<PlanPrice[]> {
    return scope.get(PlanLoaders).pricesOf.load(id);
  }

  @FieldResolver(() => [CourseRef], {
    nullable: 'itemsAndList',
    description: 'Of a plan for some courses: those that are offered, in their order; else none.',
  })
  async courses(@Ctx() scope: Scope, @Root() { courseIds }: Plan): Promise<CourseRef[]> {
    const courses = await Promise.all(courseIds.map((id) => scope.get(CourseLoaders).visible.load(id)));
    return courses.flatMap((course) => (course ? CourseRef.of(course.id) : []));
  }
}

@Resolver(() => CourseRef)
export class CoursePlansResolver {
  @FieldResolver(() => [Plan], {
    nullable: true,
    description: 'Plans that open the course, the newest three; null where the viewer cannot buy it.',
  })
  async plans(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<readonly Plan[] | null> {
    const course = await scope.get(CourseLoaders).visible.load(id);
    return course && scope.get(PlanLoaders).opening.load(course.id);
  }
}
