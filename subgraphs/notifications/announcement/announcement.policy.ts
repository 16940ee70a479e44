import type { Viewer } from '../../../kit/identity/viewer';
import { definePolicy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { KnownCourse } from '../course/known-course.entity';
import { Learners } from '../learner/learners';
import { Announcement } from './announcement.entity';
import { AnnouncementState } from './announcement.states';

/** Whoever teaches the course, and whoever may edit it. */
const mayAnnounce = (viewer: Viewer, { id, organisationId, instructorIds }: KnownCourse): boolean =>
  (viewer.id !== null && instructorIds.includes(viewer.id)) ||
  viewer.may('course.edit', { organisationId, resource: `Course:${id}` });

export const announcementCoursePolicy = definePolicy(KnownCourse, {
  announce: (viewer) => (course) => mayAnnounce(viewer, course),
});

async function taughtAmong(scope: Scope, rows: readonly Announcement[]): Promise<ReadonlySet<string>> {
  const courses = await scope.get(CourseLoaders).facts.loadMany(rows.map(({ courseId }) => courseId));
  const taught = courses.filter((course) => course instanceof KnownCourse && mayAnnounce(scope.viewer, course));
  return new Set(taught.map((course) => (course as KnownCourse).id));
}

/** Who may do what with an announcement: those who learn the course read what was said, those who teach it do the rest. */
export const announcementPolicy = definePolicy(Announcement, {
  see: async (viewer, rows, scope) => {
    const taught = await taughtAmong(scope, rows);
    const courseIds = rows.map(({ courseId }) => courseId);
    const learnt = viewer.id ? await scope.get(Learners).coursesOf(viewer.id, courseIds) : new Set();
    return ({ courseId, state }) => taught.has(courseId) || (state === AnnouncementState.SENT && learnt.has(courseId));
  },
  edit: async (_viewer, rows, scope) => {
    const taught = await taughtAmong(scope, rows);
    return ({ courseId }) => taught.has(courseId);
  },
});
