import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import type { Scope } from '../../../kit/scope/scope';
import { LearnerLoaders } from '../learner/learner.loaders';
import { Course } from './course.entity';
import { CourseMembers } from './course.members';

/** Who may do what with a course. Its instructors need no grant; a grant may name one course. */
export const coursePolicy = definePolicy(Course, {
  see: async (viewer, courses, scope) => {
    const hidden = courses.filter((course) => course.status !== 'PUBLISHED');
    const roles = await scope.get(CourseMembers).rolesIn(hidden);
    const kept = await learnedIn(
      scope,
      hidden.filter((course) => course.status === 'ARCHIVED'),
    );
    return (course) =>
      course.status === 'PUBLISHED' ||
      roles.has(course.id) ||
      kept.has(course.id) ||
      viewer.may('course.edit', within(course));
  },
  edit: async (viewer, courses, scope) => {
    const roles = await scope.get(CourseMembers).rolesIn(courses);
    return (course) => roles.has(course.id) || viewer.may('course.edit', within(course));
  },
  /** Publishing, archiving, and who else teaches. */
  publish: async (viewer, courses, scope) => {
    const roles = await scope.get(CourseMembers).rolesIn(courses);
    return (course) => roles.get(course.id) === 'OWNER' || viewer.may('course.publish', within(course));
  },
  create: (viewer) => (course) =>
    viewer.id !== null && viewer.may('course.create', { organisationId: course.organisationId }),
  /** Rating it: whoever is or was enrolled and does not teach it. */
  review: async (_viewer, courses, scope) => {
    const roles = await scope.get(CourseMembers).rolesIn(courses);
    const learned = await learnedIn(scope, courses);
    return (course) => learned.has(course.id) && !roles.has(course.id);
  },
});

async function learnedIn(scope: Scope, courses: readonly Course[]): Promise<ReadonlySet<string>> {
  const learned = await Promise.all(courses.map(({ id }) => scope.get(LearnerLoaders).viewerLearned.load(id)));
  return new Set(courses.filter((_, index) => learned[index]).map(({ id }) => id));
}
