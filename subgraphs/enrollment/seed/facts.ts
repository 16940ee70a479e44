import type { Curriculum, CurriculumLesson } from '../course/curriculum.entity';
import { isMeasured, type Fact } from '../progress/computation';

interface Learner {
  readonly startedAt: Date;
  /** Share of the lessons done. */
  readonly progress: number;
}

interface World {
  readonly random: () => number;
  readonly now: Date;
}

const day = 86_400_000;

/** What a learner did who has come this far: lesson after lesson, with a day or so between, the next one just opened. */
export function demoFacts({ lessons, revision }: Curriculum, { startedAt, progress }: Learner, { random, now }: World): Fact[] {
  const done = Math.round(lessons.length * progress);
  const pace = Math.min(day * (0.5 + random() * 2), (now.getTime() - startedAt.getTime()) / (lessons.length + 2));
  return lessons.slice(0, done + 1).flatMap((lesson, index) => {
    const at = new Date(Math.floor(startedAt.getTime() + (index + 1 + random() * 0.5) * pace));
    const base = { lessonId: lesson.lessonId, viewing: '', ranges: [], revision, enrolledAt: startedAt };
    return index < done ? lessonDone(lesson, at, base) : [fact(base, 'OPENED', at)];
  });
}

type Base = Pick<Fact, 'lessonId' | 'viewing' | 'ranges' | 'revision' | 'enrolledAt'>;

function lessonDone(lesson: CurriculumLesson, at: Date, base: Base): Fact[] {
  if (!isMeasured(lesson)) return [fact(base, 'COMPLETED', at)];
  const to = lesson.durationSeconds;
  return [fact(base, 'OPENED', new Date(at.getTime() - to * 1000)), fact({ ...base, ranges: [{ from: 0, to }] }, 'WATCHED', at)];
}

function fact(base: Base, kind: Fact['kind'], at: Date): Fact {
  return { ...base, kind, at, claimedAt: at, clientId: `demo-${kind.toLowerCase()}-${base.lessonId}` };
}
