import { defineJob } from '../../../kit/jobs/job';
import { PlanMirror } from './plan.mirror';

/** Tells the provider of a plan. Where it cannot be reached the job tries again; told twice, it is there once. */
export const mirrorPlan = defineJob<{ planId: string }>('mirror_plan', (scope, { planId }) =>
  scope.get(PlanMirror).mirror(planId),
);
