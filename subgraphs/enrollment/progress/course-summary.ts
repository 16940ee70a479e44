import type { Curriculum, CurriculumLesson } from '../course/curriculum.entity';
import type { LessonState } from './computation';

/** The part of a lesson's state that a course's progress is made of. */
export type Done = Pick<LessonState, 'lessonId' | 'completedAt' | 'lastAt' | 'position'>;

export interface CourseSummary {
  readonly revision: number;
  readonly percent: number;
  readonly completedLessons: number;
  readonly requiredLessons: number;
  readonly completedAt: Date | null;
  /** The revision that was finished; the learner's version from then on. */
  readonly completedRevision: number | null;
  readonly hasNewContent: boolean;
  readonly resumeLessonId: string | null;
  readonly resumePosition: number;
  readonly lastAt: Date | null;
}

interface Given {
  readonly newest: Curriculum | null;
  /** The revision that the learner has finished already, and when. */
  readonly finished: { readonly version: Curriculum; readonly at: Date } | null;
  readonly lessons: ReadonlyMap<string, Done>;
}

/**
 * Percent of the required lessons of the learner's version: the newest revision until it is finished, then the one that
 * was. So nobody who has finished is unfinished by new material; that sets `hasNewContent`.
 */
export function summarise({ newest, finished, lessons }: Given): CourseSummary {
  const version = finished?.version ?? newest;
  const required = version?.lessons.filter((lesson) => lesson.isRequired) ?? [];
  const isDone = (lesson: CurriculumLesson): boolean => Boolean(lessons.get(lesson.lessonId)?.completedAt);
  const done = required.filter(isDone);
  const isWhole = required.length > 0 && done.length === required.length;
  const doneAt = isWhole ? latest(done.map((lesson) => lessons.get(lesson.lessonId)?.completedAt ?? null)) : null;
  const completedAt = doneAt ?? finished?.at ?? null;
  const completedLessons = completedAt ? required.length : done.length;
  return {
    revision: newest?.revision ?? 0,
    percent: percentOf(completedLessons, required.length),
    completedLessons,
    requiredLessons: required.length,
    completedAt,
    completedRevision: completedAt && version ? version.revision : null,
    hasNewContent:
      completedAt !== null && version !== null && addedSince(version, newest).some((lesson) => !isDone(lesson)),
    ...resume(newest, lessons, isDone),
    lastAt: latest([...lessons.values()].map((lesson) => lesson.lastAt)),
  };
}

/** Lessons of the newest revision that an older one did not have. */
export function addedSince(version: Curriculum, newest: Curriculum | null): CurriculumLesson[] {
  const known = new Set(version.lessons.map((lesson) => lesson.lessonId));
  return newest?.lessons.filter((lesson) => !known.has(lesson.lessonId)) ?? [];
}

/** Rounded down: 100 is only what is whole. */
export function percentOf(done: number, all: number): number {
  return all === 0 ? 0 : Math.floor((done * 100) / all);
}

/** The lesson touched last, at its position, unless it is done: then the next one that is not. */
function resume(newest: Curriculum | null, lessons: Given['lessons'], isDone: (lesson: CurriculumLesson) => boolean) {
  const order = newest?.lessons ?? [];
  const touched = order.filter((lesson) => lessons.has(lesson.lessonId));
  const last = touched.reduce<CurriculumLesson | null>(
    (best, next) => (best && touchedAt(lessons, best) >= touchedAt(lessons, next) ? best : next),
    null,
  );
  const from = last ? order.indexOf(last) : 0;
  const next = [...order.slice(from), ...order.slice(0, from)].find((lesson) => !isDone(lesson));
  return {
    resumeLessonId: next?.lessonId ?? null,
    resumePosition: next ? (lessons.get(next.lessonId)?.position ?? 0) : 0,
  };
}

function touchedAt(lessons: Given['lessons'], { lessonId }: CurriculumLesson): number {
  return Number(lessons.get(lessonId)?.lastAt ?? 0);
}

function latest(dates: readonly (Date | null)[]): Date | null {
  const known = dates.filter((date) => date !== null);
  return known.length > 0 ? new Date(Math.max(...known.map(Number))) : null;
}
