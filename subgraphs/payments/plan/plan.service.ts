import { kitErrors } from '../../../kit/errors/kit-errors';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { paymentsErrors } from '../payments.errors';
import { requireManager } from '../promotion/promotion.require';
import type { CreatePlanInput, PlanStepInput, UpdatePlanInput } from './plan.input';
import { Plan, PlanCoverage } from './plan.entity';
import { mirrorPlan } from './plan.jobs';
import { planPolicy } from './plan.policy';
import { PlanPrices } from './plan.prices';
import { PlanState } from './plan.states';

/** What happens to plans. Who subscribed keeps what they subscribed to: nothing here reaches back. */
export class PlanService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND without the permission, or for a course of another seller; BAD_INPUT, UNAUTHENTICATED */
  create({ organisationId = null, prices, ...given }: CreatePlanInput): Promise<Plan> {
    return this.scope.transaction(async (tx) => {
      const plan = Object.assign(new Plan(), {
        id: tx.ids.next(),
        organisationId,
        title: given.title.trim(),
        description: given.description?.trim() ?? '',
        coverage: given.coverage,
        courseIds: given.courseIds,
        trialDays: given.trialDays,
        hasSeats: given.hasSeats,
        state: PlanState.DRAFT,
        providerId: null,
      });
      await requireManager(tx, planPolicy.manage, plan);
      await requireCourses(tx, plan);
      const saved = await tx.save(plan);
      await tx.get(PlanPrices).set(saved, prices);
      return saved;
    });
  }

  /** @throws NOT_FOUND, CONFLICT, BAD_INPUT, PLAN_STATE for the courses of a plan that is no draft, and for one that is retired */
  update({ id, expectedVersion, prices, ...given }: UpdatePlanInput): Promise<Plan> {
    return this.scope.transaction(async (tx) => {
      const plan = await tx.require(Plan, id, planPolicy.manage, expectedVersion);
      const isFixed = plan.state === PlanState.RETIRED || (given.courseIds && !plan.isDraft);
      if (isFixed) throw paymentsErrors.PLAN_STATE({ state: plan.state });
      Object.assign(plan, {
        title: given.title?.trim() ?? plan.title,
        description: given.description?.trim() ?? plan.description,
        courseIds: given.courseIds ?? plan.courseIds,
        trialDays: given.trialDays ?? plan.trialDays,
      });
      if (given.courseIds) await requireCourses(tx, plan);
      const saved = await tx.save(plan);
      if (prices) await tx.get(PlanPrices).set(saved, prices);
      if (saved.isPublished) await enqueue(tx, mirrorPlan, { planId: id }, { key: `mirror:${id}` });
      return saved;
    });
  }

  /** @throws NOT_FOUND, CONFLICT, PLAN_STATE */
  publish(input: PlanStepInput): Promise<Plan> {
    return this.go(input, PlanState.PUBLISHED);
  }

  /** @throws NOT_FOUND, CONFLICT, PLAN_STATE */
  retire(input: PlanStepInput): Promise<Plan> {
    return this.go(input, PlanState.RETIRED);
  }

  private go({ id, expectedVersion }: PlanStepInput, state: PlanState): Promise<Plan> {
    return this.scope.transaction(async (tx) => {
      const plan = await tx.require(Plan, id, planPolicy.manage, expectedVersion);
      const wasShown = plan.isPublished;
      plan.become(state);
      const saved = await tx.save(plan);
      if (saved.isPublished || wasShown) await enqueue(tx, mirrorPlan, { planId: id }, { key: `mirror:${id}` });
      return saved;
    });
  }
}

/** One seller sells it, and has all of its courses. @throws NOT_FOUND, BAD_INPUT */
async function requireCourses(tx: Scope, { coverage, courseIds, organisationId }: Plan): Promise<void> {
  if ((coverage === PlanCoverage.COURSES) !== courseIds.length > 0)
    throw kitErrors.BAD_INPUT({ fields: { courseIds: 'A plan for some courses names them, one for all names none.' } });
  const courses = await Promise.all(courseIds.map((id) => tx.get(CourseLoaders).facts.load(id)));
  if (courses.some((course) => course?.organisationId !== organisationId))
    throw kitErrors.NOT_FOUND({ thing: 'course' });
}
