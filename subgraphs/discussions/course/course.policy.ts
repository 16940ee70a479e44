import type { Viewer } from '../../../kit/identity/viewer';
import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import type { Scope } from '../../../kit/scope/scope';
import { MembershipLoaders } from '../enrollment/membership.loaders';
import { isKeptOut } from '../restriction/kept-out';
import { RestrictionKind } from '../restriction/restriction.document';
import { RestrictionLoaders } from '../restriction/restriction.loaders';
import { Course } from './course.document';

/** The permission by which an organisation's discussions are looked after. */
const moderateDiscussions = 'discussion.moderate';

/**
 * Who takes part in what is said in a course: who is enrolled and was not kept out, who teaches it, and staff; nobody who is kept out
 * everywhere. That somebody may see a course, or its previews, opens nothing here.
 */
export const coursePolicy = definePolicy(Course, {
  join: async (viewer, rows, scope) => {
    if (await isKeptOut(scope)) return nobody;
    const isMember = await Promise.all(rows.map(({ _id }) => isMemberOf(scope, _id)));
    const open = new Set(rows.filter((course, index) => isJoinedBy(viewer, course, isMember[index] === true)));
    return (course) => open.has(course);
  },
  moderate: async (viewer, _rows, scope) =>
    (await isKeptOut(scope)) ? nobody : (course) => mayModerate(viewer, course),
});

const nobody = (): boolean => false;

/** Staff of the marketplace, who look after what is said in all of it. */
export const mayModerateEverywhere = (viewer: Viewer): boolean =>
  viewer.may(moderateDiscussions, { organisationId: null });

/** Who is enrolled, and was not kept out. */
async function isMemberOf(scope: Scope, courseId: string): Promise<boolean> {
  const [enrolledAt, restriction] = await Promise.all([
    scope.get(MembershipLoaders).enrolledAt.load(courseId),
    scope.get(RestrictionLoaders).own.load(courseId),
  ]);
  return enrolledAt !== null && restriction?.kind !== RestrictionKind.BAN;
}

function isJoinedBy(viewer: Viewer, course: Course, isMember: boolean): boolean {
  return mayModerate(viewer, course) || (isMember && course.status !== 'DRAFT');
}

function mayModerate(viewer: Viewer, course: Course): boolean {
  const place = within(course);
  return (
    course.instructorIds.some((id) => viewer.is(id)) ||
    viewer.may(moderateDiscussions, place) ||
    viewer.may('course.edit', place)
  );
}
