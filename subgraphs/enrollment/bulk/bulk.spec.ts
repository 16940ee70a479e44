import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { CohortService } from '../cohort/cohort.service';
import { courseFactory, paid } from '../course/course.factory';
import { enrollmentFactory } from '../enrollment/enrollment.factory';
import { EnrollingService } from '../enrollment/enrolling.service';
import { mostRows } from './bulk.csv';

const house = subgraphTest(enrollment);
const admin = administrator(randomUUID());

interface Answered {
  dryRun: boolean;
  enrolled: number;
  rows: {
    line: number;
    userId: string;
    status: string;
    problem: string | null;
    enrollment: { id: string; cohort: { name: string } | null } | null;
  }[];
}

const BULK = `mutation ($input: BulkEnrollInput!) { bulkEnroll(input: $input) { dryRun enrolled rows { line userId status problem enrollment { id cohort { name } } } } }`;

const run = (input: object, viewer: Viewer = admin) => house.run(BULK, { viewer, variables: { input } });

async function bulk(input: object): Promise<Answered> {
  const result = await run(input);
  if (result.errors) throw new Error(JSON.stringify(result.errors));
  return (result.data as unknown as { bulkEnroll: Answered }).bulkEnroll;
}

const refusal = async (input: object, viewer?: Viewer) => (await run(input, viewer)).errors?.[0]?.extensions;
const count = async (courseId: string) =>
  (
    await house
      .as()
      .db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM enrollment WHERE course_id = $1`, [courseId])
  )[0]?.count;

async function courseWith(over: object = {}) {
  const [course] = await house.make(courseFactory, [{ prices: paid, lessons: [{}, {}], ...over }]);
  return course!;
}

it('answers row by row, and a dry run says the same and writes nothing', async () => {
  const course = await courseWith({ runs: [{ kind: 'SELF_PACED' }] });
  const { courseId } = course;
  await house.as(admin).get(CohortService).create({ courseId, runId: course.runs[0]!.runId, name: 'Mondays, early' });
  const [ada, ben, eve] = [randomUUID(), randomUUID(), randomUUID()];
  const csv = [
    'userId,cohort,expiresAt',
    `${ada},"Mondays, early",2027-01-01`,
    '',
    'not-an-id,,',
    `${ben},Nowhere,`,
    `${ada.toUpperCase()},,`,
    `${eve},,2020-01-01`,
    `${eve.replace(/^./, (digit) => (digit === 'a' ? 'b' : 'a'))},,next week`,
  ].join('\r\n');
  const expected = [
    [2, 'ENROLLED', null],
    [4, 'REFUSED', 'BAD_USER_ID'],
    [5, 'REFUSED', 'UNKNOWN_COHORT'],
    [6, 'REFUSED', 'DUPLICATE_ROW'],
    [7, 'REFUSED', 'DATE_PAST'],
    [8, 'REFUSED', 'BAD_DATE'],
  ];
  const dry = await bulk({ courseId, csv, dryRun: true });
  expect(dry.rows.map(({ line, status, problem }) => [line, status, problem])).toEqual(expected);
  expect(dry).toMatchObject({ dryRun: true, enrolled: 1 });
  expect(await count(courseId)).toBe(0);
  expect(await house.emitted('enrollment.started')).toEqual([]);
  const real = await bulk({ courseId, csv });
  expect(real.rows.map(({ line, status, problem }) => [line, status, problem])).toEqual(expected);
  expect(real.rows[0]?.enrollment).toMatchObject({ cohort: { name: 'Mondays, early' } });
  expect(await house.emitted('enrollment.started')).toEqual([expect.objectContaining({ userId: ada, courseId })]);
  const again = await bulk({ courseId, csv });
  expect(again.rows[0]).toMatchObject({ status: 'ALREADY_ENROLLED', enrollment: { id: real.rows[0]?.enrollment?.id } });
  const viewer = person(ada);
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { access { granted until via } viewerProgress { percent requiredLessons } } } }`;
  expect(await house.data(query, { viewer, variables: { of: [{ __typename: 'Course', id: courseId }] } })).toEqual({
    found: [
      {
        access: { granted: true, until: '2027-01-01T00:00:00.000Z', via: 'ADMIN' },
        viewerProgress: { percent: 0, requiredLessons: 2 },
      },
    ],
  });
});

it('Seats: gives out what there is, in the order of the file, also while others enrol', async () => {
  const course = await courseWith({ prices: [{ currency: 'EUR', minor: '0' }], runs: [{ capacity: 6 }] });
  const { courseId } = course;
  const runId = course.runs[0]!.runId;
  const users = Array.from({ length: 10 }, () => randomUUID());
  const walkIns = Array.from({ length: 10 }, () =>
    house.as(person(randomUUID())).get(EnrollingService).enroll({ courseId, runId }),
  );
  const [answered] = await Promise.all([bulk({ courseId, runId, csv: `userId\n${users.join('\n')}` }), ...walkIns]);
  const statuses = answered.rows.map((row) => row.problem ?? row.status);
  expect(statuses).toEqual(
    [...statuses].sort((one, other) => Number(one === 'COURSE_FULL') - Number(other === 'COURSE_FULL')),
  );
  const [row] = await house
    .as()
    .db.query<{ taken: number }[]>(`SELECT taken FROM run_seats WHERE run_id = $1`, [runId]);
  expect(row?.taken).toBe(6);
  expect(await count(courseId)).toBe(6);
});

it('takes 2,000 rows in one request, and not one more', async () => {
  const { courseId } = await courseWith();
  const users = Array.from({ length: mostRows }, () => randomUUID());
  const csv = `userId\n${users.join('\n')}`;
  const before = house.subgraph.resources.database.statements.count;
  expect(await bulk({ courseId, csv, idempotencyKey: 'big' })).toMatchObject({ enrolled: mostRows });
  expect(house.subgraph.resources.database.statements.count - before).toBeLessThan(40);
  expect(await bulk({ courseId, csv, idempotencyKey: 'big' })).toMatchObject({ enrolled: mostRows });
  expect(await count(courseId)).toBe(mostRows);
  expect(await refusal({ courseId, csv: `${csv}\n${randomUUID()}` })).toMatchObject({ code: 'CSV_UNREADABLE' });
  expect(await refusal({ courseId, csv: `${csv}\n${randomUUID()}`, idempotencyKey: 'big' })).toMatchObject({
    code: 'IDEMPOTENCY_KEY_REUSED',
  });
});

it.each([
  ['nothing', ' '],
  ['a header only', 'userId'],
  ['no column userId', 'email\na@example.org'],
  ['an unknown column', `userId,role\n${randomUUID()},admin`],
  ['a row too short', `userId,cohort\n${randomUUID()}`],
  ['an open quote', `userId\n"${randomUUID()}`],
  ['a NUL byte', `userId\n\0${randomUUID()}`],
  ['a monstrous row', `userId,cohort\n${randomUUID()},${'x'.repeat(50_000)}`],
])('refuses a file with %s', async (_name, csv) => {
  const { courseId } = await courseWith();
  expect(await refusal({ courseId, csv })).toMatchObject({ code: 'CSV_UNREADABLE' });
});

it('Existence: needs enrollment.manage; teaching the course or learning in it is not enough', async () => {
  const teacher = person(randomUUID());
  const { courseId } = await courseWith({ prices: [{ currency: 'EUR', minor: '0' }], instructorIds: [teacher.id!] });
  const learner = person(randomUUID());
  await house.make(enrollmentFactory, [{ viewer: learner, courseId }]);
  for (const viewer of [teacher, learner])
    expect(await refusal({ courseId, csv: `userId\n${randomUUID()}` }, viewer)).toMatchObject({ code: 'NOT_FOUND' });
});
