import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { courses } from '..';
import type { Course } from '../course/course.entity';
import { courseFactory } from '../course/course.factory';
import { runFactory } from './run.factory';
import { RunService } from './run.service';

const house = subgraphTest(courses);
const owner = person(randomUUID());
const dated = {
  kind: 'DATED' as const,
  startsAt: new Date('2026-09-07T08:00:00Z'),
  zone: 'Europe/Lisbon',
  capacity: 12,
};

async function one(given: Parameters<typeof courseFactory>[1] = {}): Promise<Course> {
  const [course] = await house.make(courseFactory, [{ taughtBy: [owner.id!], ...given }]);
  return course!;
}

const runs = () => house.as(owner).get(RunService);

it('are scheduled, changed and cancelled, each with a new version of the course that everyone is told of', async () => {
  const course = await one();
  const run = await runs().schedule({ courseId: course.id, ...dated });
  await runs().update({ id: run.id, capacity: null, endsAt: new Date('2026-10-01T08:00:00Z'), expectedVersion: 1 });
  await runs().cancel({ id: run.id });
  const told = (await house.emitted('course.changed')).filter(({ courseId }) => courseId === course.id);
  const facts = { runId: run.id, kind: 'DATED', startsAt: '2026-09-07T08:00:00.000Z', endsAt: null, capacity: 12 };
  expect(told.map(({ version, runs: list }) => [version, list])).toEqual([
    [2, [facts]],
    [3, [{ ...facts, capacity: null, endsAt: '2026-10-01T08:00:00.000Z' }]],
    [4, []],
  ]);
  await expect(runs().update({ id: run.id, capacity: 5 })).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
});

it('a course has one self-paced run, however many are scheduled at once', async () => {
  const course = await one();
  const tries = await Promise.allSettled(
    Array.from({ length: 5 }, () => runs().schedule({ courseId: course.id, kind: 'SELF_PACED' })),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(tries.find((attempt) => attempt.status === 'rejected')?.reason).toMatchObject({
    code: 'SELF_PACED_RUN_EXISTS',
  });
});

it('refuses dates that do not fit', async () => {
  const course = await one();
  await expect(runs().schedule({ courseId: course.id, kind: 'DATED' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const run = await runs().schedule({ courseId: course.id, ...dated });
  await expect(runs().update({ id: run.id, endsAt: new Date('2020-01-01T00:00:00Z') })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });
});

it('tenant and existence: nobody but instructors changes a run, and a draft’s is not there', async () => {
  const [draft, walled] = [await one({ status: 'DRAFT' }), await one({ organisationId: randomUUID() })];
  const [hidden] = await house.make(runFactory, [{ course: draft }]);
  const [inside] = await house.make(runFactory, [{ course: walled }]);
  const stranger = person(randomUUID());
  await expect(house.as(stranger).get(RunService).cancel({ id: hidden!.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(house.as(owner).get(RunService).cancel({ id: inside!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const read = (id: string) =>
    house.run(`query ($id: ID!) { run(id: $id) { id } }`, { viewer: stranger, variables: { id } });
  expect(await read(hidden!.id)).toEqual(await read(randomUUID()));
});
