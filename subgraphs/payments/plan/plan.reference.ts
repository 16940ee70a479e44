import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Plan } from './plan.entity';
import { PlanLoaders } from './plan.loaders';

/** How references become plans; the policy is in the loader, so there is no way around it. */
export const resolvePlan: ReferenceResolver<Plan> = (scope, { id }) => scope.get(PlanLoaders).visible.load(id);
