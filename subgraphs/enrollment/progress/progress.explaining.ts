import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { LessonRef } from '../lesson/lesson.stub';
import type { CourseProgress } from './course-progress.entity';
import { explainCourse, explainLessons } from './explanation';
import type { ProgressExplanation } from './progress.input';
import { ProgressLoaders } from './progress.loaders';

/** Says which lessons count and what is missing. */
export class ProgressExplaining {
  constructor(private readonly scope: Scope) {}

  async explain({
    courseId,
    enrollmentId,
    completedRevision,
    hasNewContent,
  }: CourseProgress): Promise<ProgressExplanation> {
    const loaders = this.scope.get(ProgressLoaders);
    const newest = await this.scope.get(CourseLoaders).curriculum.load(courseId);
    const isFinished = completedRevision !== null;
    if (!newest) return { text: explainCourse([], { isFinished, hasNewContent }), lessons: [] };
    const version =
      completedRevision === null
        ? newest
        : ((await loaders.version.load({ courseId, revision: completedRevision })) ?? newest);
    const rows = await loaders.lessonsOf.load(enrollmentId);
    const lessons = explainLessons({
      newest,
      version,
      isFinished,
      lessons: new Map(rows.map((row) => [row.lessonId, row])),
    });
    return {
      text: explainCourse(lessons, { isFinished, hasNewContent }),
      lessons: lessons.map(({ lessonId, ...explained }) => ({ lesson: LessonRef.of(lessonId), ...explained })),
    };
  }
}
