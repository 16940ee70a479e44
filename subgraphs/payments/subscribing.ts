import type { SubgraphDefinition } from '../../kit/subgraph/define';
import { mirrorPlan } from './plan/plan.jobs';
import { resolvePlan } from './plan/plan.reference';
import { CoursePlansResolver, PlanResolver } from './plan/plan.resolver';

/** What people pay for again and again: plans, and subscriptions to them. */
export const subscribing = {
  resolvers: [PlanResolver, CoursePlansResolver],
  references: { Plan: resolvePlan },
  jobs: [mirrorPlan],
} satisfies Partial<SubgraphDefinition>;
