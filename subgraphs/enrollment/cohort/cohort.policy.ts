import { definePolicy } from '../../../kit/policy/policy';
import { staffOf } from '../enrollment/enrollment.policy';
import { Cohort } from './cohort.entity';
import { CohortMembership } from './cohort.membership';

/** Who may do what with a cohort: its members see it, the course's staff shape it. */
export const cohortPolicy = definePolicy(Cohort, {
  see: async (viewer, cohorts, scope) => {
    const teaches = await staffOf(scope, viewer, cohorts);
    const others = cohorts.filter((cohort) => !teaches(cohort)).map((cohort) => cohort.id);
    const own = await scope.get(CohortMembership).among(others, viewer.id);
    return (cohort) => teaches(cohort) || own.has(cohort.id);
  },
  edit: (viewer, cohorts, scope) => staffOf(scope, viewer, cohorts),
});
