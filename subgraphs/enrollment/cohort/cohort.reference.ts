import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Cohort } from './cohort.entity';
import { CohortLoaders } from './cohort.loaders';

/** How references become cohorts; the policy is in the loader. */
export const resolveCohort: ReferenceResolver<Cohort> = (scope, { id }) => scope.get(CohortLoaders).visible.load(id);
