import { demoCourses, demoEnrollments, demoId, learnerName } from '../../kit/demo/world';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { person } from '../../kit/testing/viewers';
import { enrollment } from '.';
import { courseFactory, paid } from './course/course.factory';
import { Enrollment } from './enrollment/enrollment.entity';
import { ProgressFact } from './progress/progress-fact.entity';
import { Recomputation } from './progress/recomputation';
import { seed } from './seed';
import { AsGateway } from './testing/as-gateway';

const house = subgraphTest(enrollment);
const gateway = new AsGateway(house);
const typescript = 'typescript-from-first-principles';
const enrollments = () => demoEnrollments(house.house.config.DEMO_LEARNERS);

beforeAll(async () => {
  const lessons = Array.from({ length: 12 }, (_, index) =>
    index === 5 ? { kind: 'VIDEO' as const, seconds: 600 } : {},
  );
  await house.make(
    courseFactory,
    Object.keys(demoCourses).map((slug, index) => ({
      courseId: demoId('Course', slug),
      slug,
      lessons,
      ...(index % 2 === 0 ? { prices: paid } : {}),
      ...(slug === typescript ? { runs: [{ kind: 'SELF_PACED' as const }] } : {}),
    })),
  );
  await seed(house.as());
});

it('enrols everyone who is to be, with something that gives them access', async () => {
  expect(await house.as().db.count(Enrollment)).toBe(enrollments().length);
  const learner = person(demoId('User', learnerName(0)));
  const read = await gateway.course(
    learner,
    demoId('Course', typescript),
    'access { granted reason via } viewerProgress { percent resumeAt { position } } seats { taken } enrollmentCount',
  );
  const taken = enrollments().filter((demo) => demo.course === typescript).length;
  expect(read).toEqual({
    access: { granted: true, reason: 'ENROLLED', via: 'ORDER' },
    viewerProgress: { percent: 50, resumeAt: { position: 0 } },
    seats: [{ taken }],
    enrollmentCount: taken,
  });
});

it('tells others of each enrolment and of each course completed', async () => {
  expect(await house.emitted('enrollment.started')).toHaveLength(enrollments().length);
  const whole = enrollments().filter((demo) => Math.round(demo.progress * 12) === 12);
  expect(await house.emitted('course.completed')).toHaveLength(whole.length);
});

it('writes progress that follows from its facts', async () => {
  const read = () => house.as().db.query<unknown[]>(`SELECT * FROM course_progress ORDER BY enrollment_id`);
  const before = await read();
  await house.as().transaction(async (tx) => tx.get(Recomputation).of(await tx.db.find(Enrollment), { isQuiet: true }));
  expect(await read()).toEqual(before);
});

it('does nothing the second time', async () => {
  const before = await house.as().db.count(ProgressFact);
  await seed(house.as());
  expect(await house.as().db.count(ProgressFact)).toBe(before);
  expect(await house.as().db.count(Enrollment)).toBe(enrollments().length);
});
