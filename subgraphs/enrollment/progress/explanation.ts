import type { Curriculum, CurriculumLesson } from '../course/curriculum.entity';
import { isMeasured } from './computation';
import { percentOf } from './course-summary';
import { enoughWatched } from './watch-ranges';

export interface ExplainedLesson {
  readonly lessonId: string;
  readonly counts: boolean;
  readonly done: boolean;
  readonly why: string;
}

interface Known {
  readonly completedAt: Date | null;
  readonly watchedSeconds: number;
}

interface Given {
  readonly newest: Curriculum;
  /** The learner's version. */
  readonly version: Curriculum;
  readonly isFinished: boolean;
  readonly lessons: ReadonlyMap<string, Known>;
}

/** Each lesson of the course now, and whether and why it counts for this learner. */
export function explainLessons({ newest, version, isFinished, lessons }: Given): ExplainedLesson[] {
  const required = new Set(version.lessons.filter((lesson) => lesson.isRequired).map((lesson) => lesson.lessonId));
  const included = new Set(version.lessons.map((lesson) => lesson.lessonId));
  return newest.lessons.map((lesson) => {
    const known = lessons.get(lesson.lessonId);
    const counts = required.has(lesson.lessonId);
    const done = Boolean(known?.completedAt);
    const isNew = isFinished && !included.has(lesson.lessonId);
    return { lessonId: lesson.lessonId, counts, done, why: why(lesson, known, { counts, done, isNew }) };
  });
}

/** The whole in a sentence or two. */
export function explainCourse(
  lessons: readonly ExplainedLesson[],
  { isFinished, hasNewContent }: { isFinished: boolean; hasNewContent: boolean },
): string {
  if (isFinished) return hasNewContent ? 'Completed. Lessons were added since; they do not change that.' : 'Completed.';
  const counting = lessons.filter((lesson) => lesson.counts);
  const done = counting.filter((lesson) => lesson.done).length;
  if (counting.length === 0) return 'The course has no required lessons, so there is nothing to complete: 0 %.';
  return `${done} of ${counting.length} required lessons are done: ${percentOf(done, counting.length)} %. ${counting.length - done} to go.`;
}

function why(
  lesson: CurriculumLesson,
  known: Known | undefined,
  { counts, done, isNew }: { counts: boolean; done: boolean; isNew: boolean },
): string {
  if (isNew) return done ? 'Added after you completed the course, and done.' : 'Added after you completed the course.';
  if (!counts) return done ? 'Optional, and done.' : 'Optional: it does not count.';
  if (done) return 'Done.';
  if (!isMeasured(lesson)) return known ? 'Begun, not yet marked as completed.' : 'Not begun.';
  const watched = percentOf(known?.watchedSeconds ?? 0, lesson.durationSeconds);
  return `Watched ${watched} % of the ${enoughWatched * 100} % that it takes.`;
}
