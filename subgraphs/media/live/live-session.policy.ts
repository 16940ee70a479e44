import { definePolicy } from '../../../kit/policy/policy';
import type { Viewer } from '../../../kit/identity/viewer';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { mayEdit } from '../course/course.policy';
import { LearnerLoaders } from '../enrollment/learner.loaders';
import { LiveSession } from './live-session.document';

/** Who may see that a session takes place, and who runs it. To watch it, its lesson has to be open to the viewer as well. */
export const liveSessionPolicy = definePolicy(LiveSession, {
  see: async (viewer, sessions, scope) => {
    const edited = await editedCourses(viewer, sessions, scope);
    const courseIds = courseIdsOf(sessions);
    const enrolled = await Promise.all(courseIds.map((id) => scope.get(LearnerLoaders).enrolledAt.load(id)));
    const open = new Set(courseIds.filter((id, index) => edited.has(id) || enrolled[index] !== null));
    return ({ courseId }) => open.has(courseId);
  },
  manage: async (viewer, sessions, scope) => {
    const edited = await editedCourses(viewer, sessions, scope);
    return ({ courseId }) => edited.has(courseId);
  },
});

const courseIdsOf = (sessions: readonly LiveSession[]): string[] => [
  ...new Set(sessions.map(({ courseId }) => courseId)),
];

async function editedCourses(
  viewer: Viewer,
  sessions: readonly LiveSession[],
  scope: Scope,
): Promise<ReadonlySet<string>> {
  const courses = await Promise.all(courseIdsOf(sessions).map((id) => scope.get(CourseLoaders).known.load(id)));
  return new Set(courses.flatMap((course) => (course && mayEdit(viewer, course) ? [course._id] : [])));
}
