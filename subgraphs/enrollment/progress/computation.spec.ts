import type { ReleaseRule } from '../../../kit/events/catalog';
import type { Curriculum, CurriculumLesson } from '../course/curriculum.entity';
import { learn, type Fact } from './computation';
import { summarise } from './course-summary';
import { explainCourse, explainLessons } from './explanation';

const start = new Date('2026-03-02T09:00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

function lesson(lessonId: string, over: Partial<CurriculumLesson> = {}): CurriculumLesson {
  return {
    lessonId,
    title: lessonId,
    kind: 'ARTICLE',
    isRequired: true,
    isPreview: false,
    durationSeconds: 0,
    releaseRules: [],
    ...over,
  };
}

function revision(number: number, lessons: CurriculumLesson[]): Curriculum {
  return { courseId: 'course', revision: number, organisationId: null, lessons };
}

let facts = 0;
function fact(lessonId: string, kind: Fact['kind'], seconds: number, over: Partial<Fact> = {}): Fact {
  const at = after(seconds);
  return {
    clientId: `fact-${(facts += 1)}`,
    lessonId,
    kind,
    at,
    claimedAt: at,
    viewing: '',
    ranges: [],
    revision: 1,
    enrolledAt: start,
    ...over,
  };
}

function progressOf(done: readonly Fact[], ...revisions: Curriculum[]) {
  const known = new Map(revisions.map((row) => [row.revision, row]));
  const learned = learn(done, known);
  return {
    learned,
    summary: summarise({ newest: revisions.at(-1) ?? null, finished: null, lessons: learned.lessons }),
  };
}

const doneIn = ({ learned }: ReturnType<typeof progressOf>): string[] =>
  [...learned.lessons.values()].filter((state) => state.completedAt).map((state) => state.lessonId);

describe('Denominator', () => {
  it('Denominator: 0 lessons is 0 %, never NaN', () => {
    expect(progressOf([]).summary).toMatchObject({
      percent: 0,
      requiredLessons: 0,
      completedAt: null,
      resumeLessonId: null,
    });
    const optional = revision(1, [lesson('a', { isRequired: false })]);
    expect(progressOf([fact('a', 'COMPLETED', 1)], optional).summary).toMatchObject({
      percent: 0,
      requiredLessons: 0,
      completedAt: null,
    });
  });

  it('Denominator: counts required lessons only, and rounds down', () => {
    const course = revision(1, [lesson('a'), lesson('b'), lesson('c'), lesson('bonus', { isRequired: false })]);
    expect(progressOf([fact('a', 'COMPLETED', 1), fact('bonus', 'COMPLETED', 2)], course).summary).toMatchObject({
      percent: 33,
      completedLessons: 1,
      requiredLessons: 3,
    });
    expect(progressOf([fact('a', 'COMPLETED', 1), fact('b', 'COMPLETED', 2)], course).summary.percent).toBe(66);
  });

  it('Denominator: completedAt is never unset and new material sets hasNewContent', () => {
    const first = revision(1, [lesson('a')]);
    const done = [fact('a', 'COMPLETED', 5)];
    const finished = { version: first, at: after(5) };
    const second = revision(2, [lesson('a'), lesson('b')]);
    const { lessons } = learn(done, new Map([[1, first]]));
    const later = summarise({ newest: second, finished, lessons });
    expect(later).toMatchObject({
      percent: 100,
      completedAt: after(5),
      completedRevision: 1,
      hasNewContent: true,
      resumeLessonId: 'b',
    });
    const all = learn(
      [...done, fact('b', 'COMPLETED', 9, { revision: 2 })],
      new Map([
        [1, first],
        [2, second],
      ]),
    );
    expect(summarise({ newest: second, finished, lessons: all.lessons })).toMatchObject({
      percent: 100,
      completedAt: after(5),
      hasNewContent: false,
      resumeLessonId: null,
    });
  });

  it('Denominator: who is still learning gets the new lessons, and is finished when the last one missing is removed', () => {
    const done = [fact('a', 'COMPLETED', 5)];
    expect(
      progressOf(done, revision(1, [lesson('a'), lesson('b')]), revision(2, [lesson('a'), lesson('b'), lesson('c')]))
        .summary.percent,
    ).toBe(33);
    expect(progressOf(done, revision(1, [lesson('a'), lesson('b')]), revision(2, [lesson('a')])).summary).toMatchObject(
      { percent: 100, completedRevision: 2 },
    );
  });
});

describe('order', () => {
  const rule: ReleaseRule = { kind: 'AFTER_LESSON', lessonId: 'a' };
  const course = revision(1, [
    lesson('a'),
    lesson('b', { releaseRules: [rule] }),
    lesson('v', { kind: 'VIDEO', durationSeconds: 100 }),
  ]);
  const done = [
    fact('a', 'COMPLETED', 10),
    fact('b', 'COMPLETED', 20),
    fact('v', 'OPENED', 30),
    fact('v', 'WATCHED', 60, { ranges: [{ from: 0, to: 30 }] }),
    fact('v', 'WATCHED', 130, { ranges: [{ from: 25, to: 95 }] }),
  ];

  it('Progress: facts in any order give the same', () => {
    const expected = progressOf(done, course).summary;
    expect(expected).toMatchObject({ percent: 100, completedAt: after(130) });
    for (let turn = 0; turn < done.length; turn += 1) {
      const turned = [...done.slice(turn), ...done.slice(0, turn)];
      expect(progressOf(turned, course).summary).toEqual(expected);
      expect(progressOf([...turned].reverse(), course).summary).toEqual(expected);
    }
  });

  it('Drip, prerequisites: a lesson that was locked at the time gains nothing', () => {
    const tooEarly = [fact('b', 'COMPLETED', 5), fact('a', 'COMPLETED', 10)];
    const outcome = progressOf(tooEarly, course);
    expect(doneIn(outcome)).toEqual(['a']);
    expect([...outcome.learned.locked]).toEqual([tooEarly[0]?.clientId]);
  });

  it('Drip, prerequisites: a later rule never locks a completed lesson', () => {
    const dated = revision(2, [
      lesson('a', {
        releaseRules: [{ kind: 'AT', local: '2027-01-01T00:00', zone: 'UTC', instant: '2027-01-01T00:00:00Z' }],
      }),
    ]);
    const outcome = progressOf([fact('a', 'COMPLETED', 10)], course, dated);
    expect(outcome.summary).toMatchObject({ percent: 100 });
    expect(doneIn(progressOf([fact('a', 'COMPLETED', 10, { revision: 2 })], course, dated))).toEqual([]);
  });

  it('Drip, prerequisites: carried-over facts are weighed by the enrolment they were made in', () => {
    const drip = revision(1, [
      lesson('a', { releaseRules: [{ kind: 'DAYS_AFTER_ENROLLMENT', days: 1, zone: 'UTC' }] }),
    ]);
    expect(doneIn(progressOf([fact('a', 'COMPLETED', 90_000)], drip))).toEqual(['a']);
    expect(doneIn(progressOf([fact('a', 'COMPLETED', 90_000, { enrolledAt: after(80_000) })], drip))).toEqual([]);
  });
});

describe('videos', () => {
  const course = revision(1, [
    lesson('v', { kind: 'VIDEO', durationSeconds: 600 }),
    lesson('unknown', { kind: 'VIDEO' }),
  ]);

  it('Watch ranges: a video is not completed by declaring it', () => {
    expect(doneIn(progressOf([fact('v', 'OPENED', 0), fact('v', 'COMPLETED', 1)], course))).toEqual([]);
    expect(doneIn(progressOf([fact('unknown', 'COMPLETED', 1)], course))).toEqual(['unknown']);
  });

  it('Watch ranges: the first report without an opening only starts the clock', () => {
    const forged = fact('v', 'WATCHED', 10_000, { ranges: [{ from: 0, to: 600 }] });
    expect(progressOf([forged], course).learned.lessons.get('v')).toMatchObject({
      completedAt: null,
      watched: { seconds: 0 },
    });
  });

  it('Watch ranges: 90 % completes, a second less does not', () => {
    const watch = (to: number) => [fact('v', 'OPENED', 0), fact('v', 'WATCHED', 600, { ranges: [{ from: 0, to }] })];
    expect(doneIn(progressOf(watch(539), course))).toEqual([]);
    expect(doneIn(progressOf(watch(540), course))).toEqual(['v']);
  });

  it('resumes where the player was last', () => {
    const watched = [
      fact('v', 'OPENED', 0),
      fact('v', 'WATCHED', 60, {
        ranges: [
          { from: 0, to: 30 },
          { from: 200, to: 230 },
        ],
      }),
    ];
    expect(progressOf(watched, course).summary).toMatchObject({ resumeLessonId: 'v', resumePosition: 230 });
  });
});

it('explains which lessons count and what is missing', () => {
  const course = revision(1, [
    lesson('a'),
    lesson('b'),
    lesson('v', { kind: 'VIDEO', durationSeconds: 100 }),
    lesson('o', { isRequired: false }),
  ]);
  const known = new Map([
    ['a', { completedAt: after(1), watchedSeconds: 0 }],
    ['v', { completedAt: null, watchedSeconds: 40 }],
  ]);
  const lessons = explainLessons({ newest: course, version: course, isFinished: false, lessons: known });
  expect(lessons.map(({ counts, done, why }) => [counts, done, why])).toEqual([
    [true, true, 'Done.'],
    [true, false, 'Not begun.'],
    [true, false, 'Watched 40 % of the 90 % that it takes.'],
    [false, false, 'Optional: it does not count.'],
  ]);
  expect(explainCourse(lessons, { isFinished: false, hasNewContent: false })).toBe(
    '1 of 3 required lessons are done: 33 %. 2 to go.',
  );
  expect(explainCourse([], { isFinished: false, hasNewContent: false })).toContain('0 %');
});
