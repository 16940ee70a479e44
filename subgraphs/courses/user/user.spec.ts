import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import type { Viewer } from '../../../kit/identity/viewer';
import { courses } from '..';
import { courseFactory } from '../course/course.factory';

const house = subgraphTest(courses);
const teacher = person(randomUUID());
const organisationId = randomUUID();

const teaches = async (viewer: Viewer, first = 10) => {
  const query = `query ($people: [_Any!]!, $first: Int) { people: _entities(representations: $people) { ... on User { teaches(first: $first) { nodes { title } totalCount } } } }`;
  const people = [{ __typename: 'User', id: teacher.id }];
  const data = await house.data<{ people: { teaches: { nodes: { title: string }[]; totalCount: number } }[] }>(query, {
    viewer,
    variables: { people, first },
  });
  return data.people[0]!.teaches;
};

beforeAll(async () => {
  const taughtBy = [teacher.id!];
  for (const given of [
    { title: 'Public' },
    { title: 'Draft', status: 'DRAFT' as const },
    { title: 'Inside', organisationId },
  ]) {
    house.clock.advance({ days: 1 });
    await house.make(courseFactory, [{ ...given, taughtBy }]);
  }
});

it('shows strangers the published courses', async () => {
  expect(await teaches(person(randomUUID()))).toEqual({ nodes: [{ title: 'Public' }], totalCount: 1 });
});

it('shows people their own drafts, too', async () => {
  expect(await teaches(teacher)).toEqual({ nodes: [{ title: 'Draft' }, { title: 'Public' }], totalCount: 2 });
});

it('tenant: shows an organisation’s courses to its members', async () => {
  expect((await teaches(person(randomUUID(), { organisations: [organisationId] }))).nodes).toEqual([
    { title: 'Inside' },
    { title: 'Public' },
  ]);
});

it('shows administrators everything', async () => {
  expect((await teaches(administrator(randomUUID()))).totalCount).toBe(3);
});

it('N+1: costs the same for 1 and for 100 people', async () => {
  const people = Array.from({ length: 100 }, () => randomUUID());
  await house.make(
    courseFactory,
    people.map((userId) => ({ taughtBy: [userId] })),
  );
  const query = `query ($people: [_Any!]!) { _entities(representations: $people) { ... on User { teaches { nodes { title } } } } }`;
  const cost = (ids: readonly string[]) =>
    house.statements(query, { variables: { people: ids.map((id) => ({ __typename: 'User', id })) } });
  expect(await cost(people)).toBe(await cost(people.slice(0, 1)));
});
