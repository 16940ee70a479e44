import type { EventPayload } from '../../../kit/events/catalog';
import { emitAll } from '../../../kit/events/emit-all';
import type { Scope } from '../../../kit/scope/scope';
import { Curriculum } from '../course/curriculum.entity';
import { newestCurricula } from '../course/course.loaders';
import type { Enrollment } from '../enrollment/enrollment.entity';
import { announceProgress } from '../live/live.topics';
import { learn, type Learned } from './computation';
import { CourseProgress } from './course-progress.entity';
import { summarise, type CourseSummary } from './course-summary';
import { LessonProgress } from './lesson-progress.entity';
import { ProgressFact } from './progress-fact.entity';
import { ProgressStore } from './progress.store';

interface Options {
  /** Carried-over progress was announced when it was made. */
  readonly isQuiet?: boolean;
}

/** Computes progress anew from the facts, and keeps the outcome for lists. The rows of the enrolments must be locked. */
export class Recomputation {
  constructor(private readonly tx: Scope) {}

  /** A new enrolment: blank, or with the facts of an earlier one. */
  async begin(enrollment: Enrollment): Promise<void> {
    if (enrollment.carriedFromId) await this.tx.get(ProgressStore).carryOver(enrollment.carriedFromId, enrollment.id);
    await this.of([enrollment], { isQuiet: true });
  }

  /** Returns what is locked, by enrolment. */
  async of(enrollments: readonly Enrollment[], options: Options = {}): Promise<Map<string, Learned>> {
    const ids = enrollments.map((enrollment) => enrollment.id);
    const facts = Map.groupBy(
      await this.tx.db.createQueryBuilder(ProgressFact, 'row').where('row.enrollmentId = ANY(:ids)', { ids }).getMany(),
      (row) => row.enrollmentId,
    );
    const before = await this.before(ids);
    const curricula = await this.curricula(
      [...new Set(enrollments.map((enrollment) => enrollment.courseId))],
      [...facts.values()].flat(),
      [...before.courses.values()],
    );
    const outcomes = enrollments.map((enrollment) => {
      const { newest, revisions } = curricula(enrollment.courseId);
      const learned = learn(facts.get(enrollment.id) ?? [], revisions);
      const finished = finishedVersion(before.courses.get(enrollment.id), revisions);
      return { enrollment, learned, summary: summarise({ newest, finished, lessons: learned.lessons }) };
    });
    await this.keep(outcomes);
    await this.drop(before.lessons, outcomes);
    await this.announce(outcomes, before, options);
    return new Map(outcomes.map(({ enrollment, learned }) => [enrollment.id, learned]));
  }

  private async before(ids: readonly string[]) {
    const courses = await this.tx.db
      .createQueryBuilder(CourseProgress, 'row')
      .where('row.enrollmentId = ANY(:ids)', { ids })
      .getMany();
    const lessons = await this.tx.db
      .createQueryBuilder(LessonProgress, 'row')
      .where('row.enrollmentId = ANY(:ids)', { ids })
      .getMany();
    const done = lessons.filter((row) => row.completedAt).map((row) => `${row.enrollmentId}/${row.lessonId}`);
    return { courses: new Map(courses.map((row) => [row.enrollmentId, row])), lessons, done: new Set(done) };
  }

  /** The newest revisions, and those that judge a fact or were finished. */
  private async curricula(courseIds: string[], facts: readonly ProgressFact[], courses: readonly CourseProgress[]) {
    const newest = await newestCurricula(this.tx, courseIds);
    const wanted = new Set([
      ...facts.map((fact) => fact.revision),
      ...courses.flatMap((row) => row.completedRevision ?? []),
    ]);
    const missing = [...wanted].filter((revision) => courseIds.some((id) => newest.get(id)?.revision !== revision));
    const older =
      missing.length === 0
        ? []
        : await this.tx.db
            .createQueryBuilder(Curriculum, 'row')
            .where('row.courseId = ANY(:courseIds) AND row.revision = ANY(:missing)', { courseIds, missing })
            .getMany();
    const all = Map.groupBy([...older, ...newest.values()], (row) => row.courseId);
    return (courseId: string) => ({
      newest: newest.get(courseId) ?? null,
      revisions: new Map((all.get(courseId) ?? []).map((row) => [row.revision, row])),
    });
  }

  private async keep(outcomes: readonly Outcome[]): Promise<void> {
    const courses = outcomes.map(({ enrollment, summary }) => ({
      enrollmentId: enrollment.id,
      courseId: enrollment.courseId,
      ...summary,
    }));
    const lessons = outcomes.flatMap(({ enrollment, learned }) =>
      [...learned.lessons.values()].map(({ watched, ...state }) => ({
        enrollmentId: enrollment.id,
        ...state,
        watchedSeconds: watched.seconds,
      })),
    );
    await this.tx.get(ProgressStore).keepCourses(courses);
    await this.tx.get(ProgressStore).keepLessons(lessons);
  }

  /** What the facts no longer support, such as watching that two sessions claimed for the same time. */
  private async drop(before: readonly LessonProgress[], outcomes: readonly Outcome[]): Promise<void> {
    const learned = new Map(outcomes.map((outcome) => [outcome.enrollment.id, outcome.learned.lessons]));
    const stale = before.filter((row) => !learned.get(row.enrollmentId)?.has(row.lessonId));
    if (stale.length > 0) await this.tx.db.remove(LessonProgress, stale);
  }

  private async announce(outcomes: readonly Outcome[], before: Before, { isQuiet }: Options): Promise<void> {
    for (const { enrollment } of outcomes) announceProgress(this.tx, enrollment);
    if (isQuiet) return;
    await emitAll(
      this.tx,
      'lesson.completed',
      outcomes.flatMap((outcome) => newlyDone(outcome, before)),
    );
    await emitAll(
      this.tx,
      'course.completed',
      outcomes.flatMap((outcome) => newlyFinished(outcome, before)),
    );
  }
}

type Before = Awaited<ReturnType<Recomputation['before']>>;

function newlyDone({ enrollment, learned }: Outcome, before: Before): EventPayload<'lesson.completed'>[] {
  const { id, userId, courseId } = enrollment;
  return [...learned.lessons.values()].flatMap(({ lessonId, completedAt }) =>
    completedAt && !before.done.has(`${id}/${lessonId}`)
      ? [{ userId, courseId, lessonId, completedAt: completedAt.toISOString() }]
      : [],
  );
}

function newlyFinished({ enrollment, summary }: Outcome, before: Before): EventPayload<'course.completed'>[] {
  const { id: enrollmentId, userId, courseId } = enrollment;
  if (!summary.completedAt || before.courses.get(enrollmentId)?.completedAt) return [];
  return [{ userId, courseId, enrollmentId, completedAt: summary.completedAt.toISOString() }];
}

interface Outcome {
  readonly enrollment: Enrollment;
  readonly learned: Learned;
  readonly summary: CourseSummary;
}

function finishedVersion(row: CourseProgress | undefined, revisions: ReadonlyMap<number, Curriculum>) {
  const version = row?.completedRevision == null ? undefined : revisions.get(row.completedRevision);
  return version && row?.completedAt ? { version, at: row.completedAt } : null;
}
