import { definePolicy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { coursePolicy, whereCourse, whereDraftOrPublished } from '../course/course.policy';
import { LearnerRelease } from '../release-rule/learner-release';
import { Lesson, PublishedLesson } from './lesson.entity';

const sees = whereDraftOrPublished<Lesson>(PublishedLesson);
const edits = whereCourse<Lesson>(coursePolicy.edit);

/** Who may do what with a lesson. To see it is to see its place in the table of contents; to read it is more. */
export const lessonPolicy = definePolicy(Lesson, {
  see: sees,
  edit: edits,
  read: async (viewer, lessons, scope) => {
    const mayEdit = await edits(viewer, lessons, scope);
    const maySee = await sees(viewer, lessons, scope);
    const open = await openLessons(
      scope,
      lessons.filter((lesson) => maySee(lesson) && !mayEdit(lesson)),
    );
    return (lesson) => mayEdit(lesson) || open.has(lesson);
  },
});

async function openLessons(scope: Scope, lessons: readonly Lesson[]): Promise<ReadonlySet<Lesson>> {
  const isOpen = await Promise.all(lessons.map((lesson) => isOpenToViewer(scope, lesson)));
  return new Set(lessons.filter((_, index) => isOpen[index]));
}

/** Previews are for everyone while the course is on offer; the rest for learners, once it is released. */
async function isOpenToViewer(scope: Scope, lesson: Lesson): Promise<boolean> {
  const course = await scope.get(CourseLoaders).known.load(lesson.courseId);
  if (lesson.isPreview && course?.status === 'PUBLISHED') return true;
  const release = await scope.get(LearnerRelease).of(lesson);
  return release?.isReleased ?? false;
}
