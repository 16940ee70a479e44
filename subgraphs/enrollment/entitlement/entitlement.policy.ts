import { definePolicy } from '../../../kit/policy/policy';
import { placeOf } from '../course/known-course.entity';
import { Entitlement } from './entitlement.entity';

/** Who may do what with a right to a course. What someone paid is no concern of the course's instructors. */
export const entitlementPolicy = definePolicy(Entitlement, {
  see: (viewer) => (entitlement) =>
    viewer.is(entitlement.userId) || viewer.may('enrollment.manage', placeOf(entitlement)),
  manage: (viewer) => (entitlement) => viewer.may('enrollment.manage', placeOf(entitlement)),
});
