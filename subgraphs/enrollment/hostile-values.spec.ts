import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator, person } from '../../kit/testing/viewers';
import { enrollment } from '.';
import { courseFactory, paid } from './course/course.factory';
import { enrollmentFactory } from './enrollment/enrollment.factory';

const house = subgraphTest(enrollment);
const learner = person(randomUUID());
const admin = administrator(randomUUID());
const huge = 'x'.repeat(100_000);
const known = { free: '', paid: '', lesson: '' };

beforeAll(async () => {
  const [free, dear] = await house.make(courseFactory, [
    { lessons: [{ kind: 'VIDEO', seconds: 60 }] },
    { prices: paid },
  ]);
  await house.make(enrollmentFactory, [{ viewer: learner, courseId: free!.courseId }]);
  Object.assign(known, { free: free!.courseId, paid: dear!.courseId, lesson: free!.lessonIds[0] });
});

async function codes(name: string, type: string, input: unknown, viewer = learner): Promise<string[]> {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`;
  const { errors = [] } = await house.run(query, { viewer, variables: { input } });
  return errors.map((error) => String(error.extensions?.['code']));
}

const events = (over: object, times = 1) =>
  Array.from({ length: times }, () => ({
    clientId: randomUUID(),
    lessonId: known.lesson,
    kind: 'WATCHED',
    at: '2026-03-02T09:00:00Z',
    ...over,
  }));

const values: readonly [string, string, string, () => Record<string, unknown>][] = [
  ['enroll', 'EnrollInput', 'a huge key', () => ({ courseId: known.free, idempotencyKey: huge })],
  ['enroll', 'EnrollInput', 'an empty key', () => ({ courseId: known.free, idempotencyKey: '' })],
  ['enroll', 'EnrollInput', 'a NUL byte in its key', () => ({ courseId: known.free, idempotencyKey: 'a\0b' })],
  ['enroll', 'EnrollInput', 'a currency that is none', () => ({ courseId: known.paid, currency: huge })],
  [
    'grantEntitlement',
    'GrantEntitlementInput',
    'a huge reference',
    () => ({ courseId: known.paid, userId: randomUUID(), source: 'GIFT', sourceReference: huge }),
  ],
  [
    'grantEntitlement',
    'GrantEntitlementInput',
    'a NUL byte in its reference',
    () => ({ courseId: known.paid, userId: randomUUID(), source: 'GIFT', sourceReference: '\0' }),
  ],
  [
    'grantEntitlement',
    'GrantEntitlementInput',
    'the source FREE',
    () => ({ courseId: known.paid, userId: randomUUID(), source: 'FREE' }),
  ],
  [
    'grantEntitlement',
    'GrantEntitlementInput',
    'no date',
    () => ({ courseId: known.paid, userId: randomUUID(), source: 'GIFT', expiresAt: 'soon' }),
  ],
  [
    'revokeEntitlement',
    'RevokeEntitlementInput',
    'a version past 32 bits',
    () => ({ id: randomUUID(), expectedVersion: 2 ** 40 }),
  ],
  ['createCohort', 'CreateCohortInput', 'a huge name', () => ({ courseId: known.free, name: huge })],
  ['createCohort', 'CreateCohortInput', 'an empty name', () => ({ courseId: known.free, name: '' })],
  ['createCohort', 'CreateCohortInput', 'a NUL byte in its name', () => ({ courseId: known.free, name: 'a\0b' })],
  ['assignToCohort', 'AssignToCohortInput', 'no enrolments', () => ({ cohortId: randomUUID(), enrollmentIds: [] })],
  [
    'assignToCohort',
    'AssignToCohortInput',
    'too many',
    () => ({ cohortId: randomUUID(), enrollmentIds: Array.from({ length: 101 }, () => randomUUID()) }),
  ],
  [
    'assignToCohort',
    'AssignToCohortInput',
    'enrolments that are none',
    () => ({ cohortId: randomUUID(), enrollmentIds: ['\0'] }),
  ],
  ['bulkEnroll', 'BulkEnrollInput', 'a file too large', () => ({ courseId: known.free, csv: 'x'.repeat(200_001) })],
  [
    'recordProgress',
    'RecordProgressInput',
    'too many events',
    () => ({ courseId: known.free, events: events({}, 201) }),
  ],
  [
    'recordProgress',
    'RecordProgressInput',
    'a lesson that is none',
    () => ({ courseId: known.free, events: events({ lessonId: huge }) }),
  ],
  [
    'recordProgress',
    'RecordProgressInput',
    'an endless client id',
    () => ({ courseId: known.free, events: events({ clientId: huge }) }),
  ],
  [
    'recordProgress',
    'RecordProgressInput',
    'a NUL byte in the client id',
    () => ({ courseId: known.free, events: events({ clientId: 'a\0' }) }),
  ],
  [
    'recordProgress',
    'RecordProgressInput',
    'a NUL byte in the viewing',
    () => ({ courseId: known.free, events: events({ viewingId: '\0' }) }),
  ],
  [
    'recordProgress',
    'RecordProgressInput',
    'too many ranges',
    () => ({
      courseId: known.free,
      events: events({ ranges: Array.from({ length: 51 }, () => ({ from: 0, to: 1 })) }),
    }),
  ],
  [
    'recordProgress',
    'RecordProgressInput',
    'a negative range',
    () => ({ courseId: known.free, events: events({ ranges: [{ from: -1, to: 1 }] }) }),
  ],
  [
    'recordProgress',
    'RecordProgressInput',
    'a time that is none',
    () => ({ courseId: known.free, events: events({ at: 'yesterday' }) }),
  ],
];

it.each(values)('%s (%s) with %s', async (name, type, _what, input) => {
  expect(await codes(name, type, input(), admin)).toEqual(['BAD_INPUT']);
});

it('times and numbers at the end of what there is', async () => {
  const far = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '1970-01-01T00:00:00Z'];
  for (const at of far)
    expect(
      await codes('recordProgress', 'RecordProgressInput', { courseId: known.free, events: events({ at }) }),
    ).toEqual([]);
  for (const range of [
    { from: 0, to: 1e308 },
    { from: 5, to: 1 },
    { from: 1e-300, to: 1e-299 },
  ]) {
    expect(
      await codes('recordProgress', 'RecordProgressInput', {
        courseId: known.free,
        events: events({ ranges: [range] }),
      }),
    ).toEqual([]);
  }
  for (const expiresAt of ['9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z']) {
    const found = await codes(
      'grantEntitlement',
      'GrantEntitlementInput',
      { courseId: known.paid, userId: randomUUID(), source: 'GIFT', expiresAt },
      admin,
    );
    expect(found).toEqual(expiresAt.startsWith('9') ? [] : ['BAD_PERIOD']);
  }
});
