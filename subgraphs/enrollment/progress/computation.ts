import { releaseOf } from '../../../kit/learning/release';
import type { Range } from '../../../kit/learning/ranges';
import type { Curriculum, CurriculumLesson } from '../course/curriculum.entity';
import { enoughWatched, nothingWatched, Viewing, WallClock, type Watched } from './watch-ranges';

/** Something that a learner did, as it was first received. */
export interface Fact {
  readonly clientId: string;
  readonly lessonId: string;
  readonly kind: 'OPENED' | 'WATCHED' | 'COMPLETED';
  /** When, by the client's clock, but never later than the server's. */
  readonly at: Date;
  /** What the client's clock said: tells facts apart that were clamped to the same instant. */
  readonly claimedAt: Date;
  /** The player session. */
  readonly viewing: string;
  readonly ranges: readonly Range[];
  /** The revision of the curriculum under which it was received, which judges it for ever. */
  readonly revision: number;
  /** Start of the enrolment in which it was made: an earlier one, where progress was carried over. */
  readonly enrolledAt: Date;
}

export interface LessonState {
  readonly lessonId: string;
  /** When anything first happened here. */
  readonly openedAt: Date;
  readonly lastAt: Date;
  readonly completedAt: Date | null;
  readonly watched: Watched;
  /** Where to go on, in seconds. */
  readonly position: number;
}

export interface Learned {
  readonly lessons: ReadonlyMap<string, LessonState>;
  /** Client ids of facts about a lesson that was not open at the time: they gain nothing. */
  readonly locked: ReadonlySet<string>;
}

/**
 * What a learner has done, from the facts alone. The facts may come in any order; they are put into the order in which
 * they happened. Judging each by its own revision means that a rule or a length that changes later takes nothing away.
 */
export function learn(facts: readonly Fact[], revisions: ReadonlyMap<number, Curriculum>): Learned {
  const learner = new Learner(lessonsByRevision(revisions));
  for (const fact of [...facts].sort(byTime)) learner.take(fact);
  return learner;
}

class Learner implements Learned {
  readonly lessons = new Map<string, LessonState>();
  readonly locked = new Set<string>();
  private readonly completed = new Set<string>();
  private readonly clock = new WallClock();
  private readonly viewings = new Map<string, Viewing>();

  constructor(private readonly curricula: ReadonlyMap<number, ReadonlyMap<string, CurriculumLesson>>) {}

  take(fact: Fact): void {
    const lesson = this.curricula.get(fact.revision)?.get(fact.lessonId);
    if (!lesson) return;
    const { lessonId, at: now, enrolledAt } = fact;
    const isReleased = releaseOf(lesson.releaseRules, {
      lessonId,
      now,
      enrolledAt,
      completed: this.completed,
    }).isReleased;
    if (!isReleased) return void this.locked.add(fact.clientId);
    const before = this.lessons.get(lessonId) ?? blank(fact);
    const watched = this.watch(fact, lesson, before.watched);
    const completedAt = before.completedAt ?? (completes(fact, lesson, watched) ? fact.at : null);
    if (completedAt) this.completed.add(lessonId);
    const position = fact.kind === 'WATCHED' ? playedTo(fact, lesson, before.position) : before.position;
    this.lessons.set(lessonId, { ...before, lastAt: fact.at, completedAt, watched, position });
  }

  /** A session begins when the player opens; its first report without that only starts the clock. */
  private watch(fact: Fact, lesson: CurriculumLesson, watched: Watched): Watched {
    if (fact.kind === 'COMPLETED') return watched;
    const key = `${fact.lessonId}/${fact.viewing}`;
    const viewing = this.viewings.get(key);
    if (!viewing) this.viewings.set(key, new Viewing(this.clock, fact.at));
    return viewing && fact.kind === 'WATCHED' ? viewing.credit(fact, watched, lesson.durationSeconds) : watched;
  }
}

/**
 * A video of known length is done when enough of it was watched, whatever the client declares; everything else, and a
 * video whose length nobody knows, when the learner says so.
 */
function completes(fact: Fact, lesson: CurriculumLesson, watched: Watched): boolean {
  if (isMeasured(lesson)) return watched.seconds >= lesson.durationSeconds * enoughWatched;
  return fact.kind === 'COMPLETED';
}

export function isMeasured({ kind, durationSeconds }: CurriculumLesson): boolean {
  return kind === 'VIDEO' && durationSeconds > 0;
}

/** The end of the last range that lies in the video; a player that seeks reports where it is last. */
function playedTo({ ranges }: Fact, { durationSeconds }: CurriculumLesson, before: number): number {
  const last = ranges.findLast((range) => range.to > range.from);
  return last ? Math.max(0, Math.min(last.to, durationSeconds)) : before;
}

function blank({ lessonId, at }: Fact): LessonState {
  return { lessonId, openedAt: at, lastAt: at, completedAt: null, watched: nothingWatched, position: 0 };
}

function byTime(one: Fact, other: Fact): number {
  const difference = Number(one.at) - Number(other.at) || Number(one.claimedAt) - Number(other.claimedAt);
  return difference || (one.clientId < other.clientId ? -1 : 1);
}

function lessonsByRevision(revisions: ReadonlyMap<number, Curriculum>): Map<number, Map<string, CurriculumLesson>> {
  return new Map(
    [...revisions].map(([revision, { lessons }]) => [
      revision,
      new Map(lessons.map((lesson) => [lesson.lessonId, lesson])),
    ]),
  );
}
