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
const known = { free: '', paid: '', lesson: '', others: '' };

beforeAll(async () => {
  const [free, dear] = await house.make(courseFactory, [
    { lessons: [{ kind: 'VIDEO', seconds: 60 }], runs: [{ kind: 'SELF_PACED' }] },
    { prices: paid, runs: [{ capacity: 0 }] },
  ]);
  const rows = await house.make(enrollmentFactory, [
    { viewer: learner, courseId: free!.courseId },
    { viewer: person(randomUUID()), courseId: free!.courseId },
  ]);
  Object.assign(known, { free: free!.courseId, paid: dear!.courseId, lesson: free!.lessonIds[0], others: rows[1]!.id });
});

/** Whatever is not an id: each must end like an id that nobody has. */
const notIds = [
  '',
  ' ',
  'null',
  '\0',
  huge,
  '00000000-0000-0000-0000-000000000000',
  "'; DROP TABLE enrollment; --",
  '%',
  '🙂',
  randomUUID(),
];

const mutations: readonly {
  name: string;
  input: string;
  ids: readonly string[];
  good: () => Record<string, unknown>;
}[] = [
  { name: 'enroll', input: 'EnrollInput', ids: ['courseId', 'runId'], good: () => ({ courseId: known.free }) },
  { name: 'leaveCourse', input: 'LeaveCourseInput', ids: ['courseId'], good: () => ({ courseId: known.paid }) },
  { name: 'cancelEnrollment', input: 'CancelEnrollmentInput', ids: ['id'], good: () => ({ id: known.others }) },
  {
    name: 'joinWaitlist',
    input: 'JoinWaitlistInput',
    ids: ['courseId', 'runId'],
    good: () => ({ courseId: known.free, runId: randomUUID() }),
  },
  { name: 'leaveWaitlist', input: 'LeaveWaitlistInput', ids: ['id'], good: () => ({ id: randomUUID() }) },
  {
    name: 'grantEntitlement',
    input: 'GrantEntitlementInput',
    ids: ['courseId', 'userId'],
    good: () => ({ courseId: known.paid, userId: randomUUID(), source: 'GIFT' }),
  },
  { name: 'revokeEntitlement', input: 'RevokeEntitlementInput', ids: ['id'], good: () => ({ id: randomUUID() }) },
  {
    name: 'createCohort',
    input: 'CreateCohortInput',
    ids: ['courseId', 'runId'],
    good: () => ({ courseId: known.free, name: 'A' }),
  },
  { name: 'renameCohort', input: 'RenameCohortInput', ids: ['id'], good: () => ({ id: randomUUID(), name: 'A' }) },
  { name: 'deleteCohort', input: 'DeleteCohortInput', ids: ['id'], good: () => ({ id: randomUUID() }) },
  {
    name: 'assignToCohort',
    input: 'AssignToCohortInput',
    ids: ['cohortId'],
    good: () => ({ cohortId: randomUUID(), enrollmentIds: [known.others] }),
  },
  {
    name: 'removeFromCohort',
    input: 'RemoveFromCohortInput',
    ids: ['cohortId'],
    good: () => ({ cohortId: randomUUID(), enrollmentIds: [known.others] }),
  },
  {
    name: 'bulkEnroll',
    input: 'BulkEnrollInput',
    ids: ['courseId', 'runId'],
    good: () => ({ courseId: known.free, csv: `userId\n${randomUUID()}` }),
  },
  {
    name: 'recordProgress',
    input: 'RecordProgressInput',
    ids: ['courseId'],
    good: () => ({ courseId: known.free, events: [] }),
  },
];

async function codes(name: string, type: string, input: unknown, viewer = learner): Promise<string[]> {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`;
  const { errors = [] } = await house.run(query, { viewer, variables: { input } });
  return errors.map((error) => String(error.extensions?.['code']));
}

const coded = ['BAD_INPUT', 'NOT_FOUND', 'NOT_ENROLLED', 'RUN_REQUIRED', 'CSV_UNREADABLE', 'COHORT_MISMATCH'];

describe.each(mutations)('$name', ({ name, input: type, ids, good }) => {
  it.each(ids)('with ids that are none as %s', async (id) => {
    for (const viewer of [learner, admin]) {
      for (const value of notIds) {
        const found = await codes(name, type, { ...good(), [id]: value }, viewer);
        const isAbsent = value === '' && id === 'runId';
        if (name === 'grantEntitlement' && id === 'userId' && viewer === admin && value.length === 36 && !found[0])
          continue;
        if (!isAbsent)
          expect({ value: value.slice(0, 50), found, isCoded: coded.includes(found[0] ?? '') }).toMatchObject({
            isCoded: true,
          });
        expect(found).not.toContain('INTERNAL_ERROR');
      }
    }
  });

  it('with nothing, the wrong types, and what it does not know', async () => {
    for (const input of [
      null,
      {},
      [],
      7,
      'text',
      { ...good(), unknown: true },
      Object.fromEntries(Object.keys(good()).map((key) => [key, { deep: [1] }])),
    ]) {
      expect([...new Set(await codes(name, type, input))]).toEqual(['BAD_INPUT']);
    }
  });

  it('as nobody', async () => {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`;
    const { errors } = await house.run(query, { variables: { input: good() } });
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

it('queries with ids that are none answer null', async () => {
  for (const id of notIds) {
    const query = `query ($id: ID!) { enrollment(id: $id) { id } entitlement(id: $id) { id } cohort(id: $id) { id } runSeats(runId: $id) { runId } }`;
    expect(await house.data(query, { viewer: admin, variables: { id } })).toEqual({
      enrollment: null,
      entitlement: null,
      cohort: null,
      runSeats: null,
    });
    const of = ['Enrollment', 'Entitlement', 'Cohort'].map((type) => ({ __typename: type, id }));
    expect(
      await house.data(`query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }`, {
        viewer: admin,
        variables: { of },
      }),
    ).toEqual({ _entities: [null, null, null] });
    const stubs = ['Course', 'Lesson', 'User'].map((type) => ({ __typename: type, id }));
    const fields = `... on Course { access { granted } enrollmentCount viewerEnrollment { id } seats { taken } } ... on Lesson { access { granted } viewerProgress { position } } ... on User { enrollments { nodes { id } } learningNow { id } }`;
    expect(
      (
        await house.run(`query ($of: [_Any!]!) { _entities(representations: $of) { ${fields} } }`, {
          viewer: admin,
          variables: { of: stubs },
        })
      ).errors,
    ).toBeUndefined();
  }
});
