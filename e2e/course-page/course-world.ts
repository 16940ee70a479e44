import type { Platform } from '../../cli/platform';
import type { Scope } from '../../kit/scope/scope';
import { Viewer } from '../../kit/identity/viewer';
import { person } from '../../kit/testing/viewers';
import { courseFactory } from '../../subgraphs/courses/course/course.factory';
import { CourseService } from '../../subgraphs/courses/course/course.service';
import { reviewFactory } from '../../subgraphs/courses/review/review.factory';
import { enrollmentFactory } from '../../subgraphs/enrollment/enrollment/enrollment.factory';
import { ProgressEventKind } from '../../subgraphs/enrollment/progress/progress.input';
import { ProgressService } from '../../subgraphs/enrollment/progress/progress.service';
import { CurriculumService } from '../../subgraphs/lessons/curriculum/curriculum.service';
import { LessonService } from '../../subgraphs/lessons/lesson/lesson.service';
import { SectionService } from '../../subgraphs/lessons/section/section.service';
import { lessonInput } from '../../subgraphs/lessons/testing/lessons.factory';

interface Given {
  readonly count: number;
  /** User ids of who enrols in each course and does its first lesson. */
  readonly learnerId: string;
  readonly teacherIds: readonly [string, ...string[]];
  readonly reviewerIds: readonly string[];
}

interface MadeCourse {
  readonly courseId: string;
  readonly lessonIds: readonly string[];
}

const lessonsPerCourse = 3;

/** Published courses with everything that a course page shows, in all four subgraphs, on the paths of everyone. */
export async function makeCourses(platform: Platform, given: Given): Promise<readonly string[]> {
  const scopeOf = (subgraph: string): Scope => platform.get(subgraph).scope(Viewer.system);
  const ids = await inTurn(given.count, (index) => writeCourse(scopeOf('courses'), index, given));
  await platform.settle();
  const courses = await inTurn(ids.length, (index) => fillCourse(scopeOf('lessons'), ids[index]!));
  await platform.settle();
  for (const course of courses) await study(scopeOf('enrollment'), course, person(given.learnerId));
  await platform.settle();
  return ids;
}

async function writeCourse(
  scope: Scope,
  index: number,
  { teacherIds: [owner, ...others], reviewerIds }: Given,
): Promise<string> {
  const course = await courseFactory(scope, {
    title: `Course ${index + 1}`,
    taughtBy: [owner, ...others],
    prices: { EUR: 0, USD: 0 },
  });
  for (const [place, authorId] of reviewerIds.entries())
    await reviewFactory(scope, { course, authorId, stars: 1 + ((index + place) % 5), comment: `Opinion ${place + 1}` });
  await scope
    .as(person(owner))
    .get(CourseService)
    .update({ id: course.id, tags: ['All of them', `Number ${index + 1}`] });
  return course.id;
}

async function fillCourse(scope: Scope, courseId: string): Promise<MadeCourse> {
  const section = await scope.get(SectionService).create({ courseId, title: 'The whole of it' });
  const lessons = await inTurn(lessonsPerCourse, (index) =>
    scope
      .get(LessonService)
      .create(
        lessonInput(section.id, { title: `Lesson ${index + 1}`, body: 'Worth reading.', isPreview: index === 0 }),
      ),
  );
  await scope.get(CurriculumService).publish({ courseId });
  return { courseId, lessonIds: lessons.map(({ id }) => id) };
}

async function study(scope: Scope, { courseId, lessonIds: [lessonId] }: MadeCourse, learner: Viewer): Promise<void> {
  await enrollmentFactory(scope, { courseId, viewer: learner });
  const event = { clientId: courseId, lessonId: lessonId!, kind: ProgressEventKind.COMPLETED, at: scope.clock.now() };
  await scope
    .as(learner)
    .get(ProgressService)
    .record({ courseId, events: [event] });
}

/** One after the other: what is made first is the older. */
async function inTurn<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make(index));
  return made;
}
