import type { Viewer } from '../../../kit/identity/viewer';
import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { Course } from './course.document';

/** Who may see, and who may change, what a course shows of itself. */
export const coursePolicy = definePolicy(Course, {
  see: (viewer) => (course) => course.status === 'PUBLISHED' || mayEdit(viewer, course),
  edit: (viewer) => (course) => mayEdit(viewer, course),
});

export function mayEdit(viewer: Viewer, course: Course): boolean {
  return course.instructorIds.some((id) => viewer.is(id)) || viewer.may('course.edit', within(course));
}
