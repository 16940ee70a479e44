import type { Viewer } from '../../../kit/identity/viewer';
import { definePolicy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { isStaff, placeOf } from '../course/known-course.entity';
import { Enrollment } from './enrollment.entity';

type InCourse = Pick<Enrollment, 'courseId' | 'organisationId'>;

/** Who may do what with an enrolment. Instructors know the learners of their own courses. */
export const enrollmentPolicy = definePolicy(Enrollment, {
  see: async (viewer, rows, scope) => {
    const teaches = await staffOf(
      scope,
      viewer,
      rows.filter((row) => !viewer.is(row.userId)),
    );
    return (row) => viewer.is(row.userId) || teaches(row);
  },
  leave: (viewer) => (row) => viewer.is(row.userId),
  manage: (viewer) => (row) => viewer.may('enrollment.manage', placeOf(row)),
});

/** Whether the viewer teaches, or manages, the course that something lies in. */
export async function staffOf(
  scope: Scope,
  viewer: Viewer,
  rows: readonly InCourse[],
): Promise<(row: InCourse) => boolean> {
  const ids = [...new Set(rows.map((row) => row.courseId))];
  const courses = await scope.get(CourseLoaders).facts.loadMany(ids);
  const taught = new Set(ids.filter((_, index) => isTaught(courses[index], viewer)));
  return (row) => taught.has(row.courseId) || viewer.may('enrollment.manage', placeOf(row));
}

function isTaught(course: unknown, viewer: Viewer): boolean {
  return course !== null && !(course instanceof Error) && isStaff(viewer, course as Parameters<typeof isStaff>[1]);
}
