import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory } from '../course/course.factory';
import { enrollmentFactory } from '../enrollment/enrollment.factory';
import { CohortService } from './cohort.service';

const house = subgraphTest(enrollment);

async function taught() {
  const teacher = person(randomUUID());
  const [course] = await house.make(courseFactory, [{ instructorIds: [teacher.id!], runs: [{}, {}] }]);
  const [runId, otherRunId] = course!.runs.map((run) => run.runId) as [string, string];
  return {
    teacher,
    courseId: course!.courseId,
    runId,
    otherRunId,
    cohorts: (viewer: Viewer = teacher) => house.as(viewer).get(CohortService),
  };
}

it('groups the learners of a run; everyone sees their own group, staff see all', async () => {
  const { teacher, courseId, runId, cohorts } = await taught();
  const [ada, ben] = [person(randomUUID()), person(randomUUID())];
  const rows = await house.make(enrollmentFactory, [
    { viewer: ada, courseId, runId },
    { viewer: ben, courseId, runId },
  ]);
  const { id } = await cohorts().create({ courseId, runId, name: 'Mondays' });
  await cohorts().create({ courseId, runId, name: 'Fridays' });
  await cohorts().assign({ cohortId: id, enrollmentIds: [rows[0]!.id] });
  const query = `query ($id: ID!) { cohort(id: $id) { name course { id } members { nodes { user { id } cohort { name } } } } }`;
  const read = async (viewer: Viewer) =>
    (await house.data<{ cohort: unknown }>(query, { viewer, variables: { id } })).cohort;
  expect(await read(teacher)).toEqual({
    name: 'Mondays',
    course: { id: courseId },
    members: { nodes: [{ user: { id: ada.id }, cohort: { name: 'Mondays' } }] },
  });
  expect(await read(ada)).toEqual({ name: 'Mondays', course: { id: courseId }, members: null });
  expect(await read(ben)).toBeNull();
  const all = await house.data(
    `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { cohorts { nodes { name } } } } }`,
    {
      viewer: teacher,
      variables: { of: [{ __typename: 'Course', id: courseId }] },
    },
  );
  expect(all).toEqual({ found: [{ cohorts: { nodes: [{ name: 'Fridays' }, { name: 'Mondays' }] } }] });
});

it('takes all or none: who is in another run, has left, or does not exist fits nowhere', async () => {
  const { courseId, runId, otherRunId, cohorts } = await taught();
  const rows = await house.make(enrollmentFactory, [
    { viewer: person(randomUUID()), courseId, runId },
    { viewer: person(randomUUID()), courseId, runId: otherRunId },
  ]);
  const { id } = await cohorts().create({ courseId, runId, name: 'A' });
  const unknown = randomUUID();
  const assign = cohorts().assign({ cohortId: id, enrollmentIds: [...rows.map((row) => row.id), unknown] });
  await expect(assign).rejects.toMatchObject({
    code: 'COHORT_MISMATCH',
    facts: { enrollmentIds: [rows[1]!.id, unknown] },
  });
  await cohorts().assign({ cohortId: id, enrollmentIds: [rows[0]!.id] });
  const { enrollments } = await cohorts().remove({ cohortId: id, enrollmentIds: rows.map((row) => row.id) });
  expect(enrollments.map((row) => [row.id, row.cohortId])).toEqual([[rows[0]!.id, null]]);
});

it('names are unique in a run, also when two come at once; a stale rename is refused', async () => {
  const { courseId, runId, otherRunId, cohorts } = await taught();
  const made = await Promise.allSettled([1, 2, 3].map(() => cohorts().create({ courseId, runId, name: 'Same' })));
  expect(made.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  await expect(cohorts().create({ courseId, runId, name: 'Same' })).rejects.toMatchObject({
    code: 'COHORT_NAME_TAKEN',
  });
  const other = await cohorts().create({ courseId, runId: otherRunId, name: 'Same' });
  await expect(cohorts().rename({ id: other.id, name: 'New', expectedVersion: 7 })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await expect(cohorts().create({ courseId, runId: randomUUID(), name: 'B' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('a dissolved group leaves its members enrolled', async () => {
  const { teacher, courseId, runId, cohorts } = await taught();
  const [row] = await house.make(enrollmentFactory, [{ viewer: person(randomUUID()), courseId, runId }]);
  const { id } = await cohorts().create({ courseId, runId, name: 'Gone' });
  await cohorts().assign({ cohortId: id, enrollmentIds: [row!.id] });
  await cohorts().delete({ id });
  const data = await house.data(`query ($id: ID!) { enrollment(id: $id) { status cohort { id } } }`, {
    viewer: teacher,
    variables: { id: row!.id },
  });
  expect(data).toEqual({ enrollment: { status: 'ACTIVE', cohort: null } });
});

it("Existence: another course's instructor shapes nothing here, by id or through _entities", async () => {
  const { courseId, runId, cohorts } = await taught();
  const stranger = (await taught()).teacher;
  const { id } = await cohorts().create({ courseId, runId, name: 'Ours' });
  await expect(cohorts(stranger).create({ courseId, runId, name: 'Mine' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(cohorts(stranger).rename({ id, name: 'Mine' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(cohorts(stranger).delete({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Cohort { name } } }`;
  const read = (of: string) =>
    house.run(query, { viewer: stranger, variables: { of: [{ __typename: 'Cohort', id: of }] } });
  expect(await read(id)).toEqual(await read(randomUUID()));
});
