import type { Viewer } from '../../../kit/identity/viewer';
import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { MembershipLoaders } from '../enrollment/membership.loaders';
import { Course } from './course.document';

/** The permission by which an organisation's discussions are looked after. */
export const moderateDiscussions = 'discussion.moderate';

/**
 * Who takes part in what is said in a course: who is enrolled, who teaches it, and staff. That somebody may see a course, or
 * its previews, opens nothing here.
 */
export const coursePolicy = definePolicy(Course, {
  join: async (viewer, rows, scope) => {
    const { enrolledAt } = scope.get(MembershipLoaders);
    const enrolled = await Promise.all(rows.map(({ _id }) => enrolledAt.load(_id)));
    const open = new Set(rows.filter((course, index) => isJoinedBy(viewer, course, enrolled[index] != null)));
    return (course) => open.has(course);
  },
  moderate: (viewer) => (course) => mayModerate(viewer, course),
});

function isJoinedBy(viewer: Viewer, course: Course, isEnrolled: boolean): boolean {
  return mayModerate(viewer, course) || (isEnrolled && course.status !== 'DRAFT');
}

function mayModerate(viewer: Viewer, course: Course): boolean {
  const place = within(course);
  return (
    course.instructorIds.some((id) => viewer.is(id)) ||
    viewer.may(moderateDiscussions, place) ||
    viewer.may('course.edit', place)
  );
}
