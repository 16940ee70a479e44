import { definePolicy, type Policy, type Predicate, type Rule } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import type { Scope } from '../../../kit/scope/scope';
import type { Viewer } from '../../../kit/identity/viewer';
import { LearnerLoaders } from '../access/learner.loaders';
import { Course } from './course.entity';
import { CourseLoaders } from './course.loaders';

/** Who may see a course's curriculum, and who may change it. */
export const coursePolicy = definePolicy(Course, {
  see: async (viewer, courses, scope) => {
    const archived = courses.filter((course) => course.status === 'ARCHIVED' && !mayEdit(viewer, course));
    const kept = await enrolledIn(scope, archived);
    return (course) => course.status === 'PUBLISHED' || mayEdit(viewer, course) || kept.has(course.id);
  },
  edit: (viewer) => (course) => mayEdit(viewer, course),
});

/** The rule for what a course consists of: it is granted where the course's own policy grants. */
export function whereCourse<T extends { courseId: string }>(policy: Policy<Course>): Rule<T> {
  return async (_viewer, rows, scope): Promise<Predicate<T>> => {
    const ids = [...new Set(rows.map((row) => row.courseId))];
    const courses = await Promise.all(ids.map((id) => scope.get(CourseLoaders).known.load(id)));
    const granted = await policy(
      scope,
      courses.filter((course) => course !== null),
    );
    const grantedIds = new Set(granted.map((course) => course.id));
    return (row) => grantedIds.has(row.courseId);
  };
}

/** The rule for seeing a section or a lesson: the draft is for editors, what is published for everyone who sees the course. */
export function whereDraftOrPublished<T extends { courseId: string }>(published: new () => T): Rule<T> {
  return async (viewer, rows, scope) => {
    const isPublished = (row: T): boolean => row instanceof published;
    const sees = await whereCourse<T>(coursePolicy.see)(viewer, rows.filter(isPublished), scope);
    const edits = await whereCourse<T>(coursePolicy.edit)(
      viewer,
      rows.filter((row) => !isPublished(row)),
      scope,
    );
    return (row) => (isPublished(row) ? sees(row) : edits(row));
  };
}

function mayEdit(viewer: Viewer, course: Course): boolean {
  const isInstructor = viewer.id !== null && course.instructorIds.includes(viewer.id);
  return isInstructor || viewer.may('lesson.edit', within(course)) || viewer.may('course.edit', within(course));
}

/** Whoever is enrolled keeps an archived course. */
async function enrolledIn(scope: Scope, courses: readonly Course[]): Promise<ReadonlySet<string>> {
  const since = await Promise.all(courses.map((course) => scope.get(LearnerLoaders).enrolledAt.load(course.id)));
  return new Set(courses.filter((_, index) => since[index] !== null).map((course) => course.id));
}
