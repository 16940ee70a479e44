import { releaseOf } from '../../../kit/learning/release';
import { definePolicy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { mayEdit } from '../course/course.policy';
import { LearnerLoaders } from '../enrollment/learner.loaders';
import { Lesson } from '../lesson/lesson.document';

/**
 * Who may play what a lesson shows: those who edit its course; everyone, where it is a preview of a course on offer; who is
 * enrolled, once the lesson is released to them. An archived course stays open to its learners.
 */
export const playPolicy = definePolicy(Lesson, {
  play: async (_viewer, lessons, scope) => {
    const isOpen = await Promise.all(lessons.map((lesson) => isOpenToViewer(scope, lesson)));
    const open = new Set(lessons.filter((_, index) => isOpen[index]));
    return (lesson) => open.has(lesson);
  },
});

async function isOpenToViewer(scope: Scope, lesson: Lesson): Promise<boolean> {
  const course = await scope.get(CourseLoaders).known.load(lesson.courseId);
  if (!course) return false;
  if (mayEdit(scope.viewer, course)) return true;
  if (lesson.isPreview && course.status === 'PUBLISHED') return true;
  return course.status !== 'DRAFT' && isReleased(scope, lesson);
}

async function isReleased(scope: Scope, { _id: lessonId, courseId, releaseRules }: Lesson): Promise<boolean> {
  const { enrolledAt, completed } = scope.get(LearnerLoaders);
  const since = await enrolledAt.load(courseId);
  if (since === null) return false;
  const facts = { lessonId, now: scope.clock.now(), enrolledAt: since, completed: await completed.load(courseId) };
  return releaseOf(releaseRules, facts).isReleased;
}
