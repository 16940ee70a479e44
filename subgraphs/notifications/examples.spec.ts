import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, validate, type OperationDefinitionNode } from 'graphql';
import { demoCourses, demoId, learnerName } from '../../kit/demo/world';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { person } from '../../kit/testing/viewers';
import { notifications } from '.';
import { courseFactory } from './course/course.factory';
import { Notification } from './notification/notification.entity';
import { seed } from './seed';

const house = subgraphTest(notifications);
const viewer = person(demoId('User', learnerName(0)));
const text = readFileSync(join(__dirname, 'examples.graphql'), 'utf8');
const operations = parse(text).definitions.filter(
  (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
);

/** What the comment above an operation gives as its variables. */
function variablesOf({ loc }: OperationDefinitionNode): Record<string, unknown> {
  const above = text.slice(0, loc?.start).trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(above.slice('# variables: '.length)) as Record<string, unknown>;
}

beforeAll(async () => {
  const slugs = Object.keys(demoCourses);
  await house.make(
    courseFactory,
    slugs.map((slug) => ({ courseId: demoId('Course', slug), slug })),
  );
  await seed(house.as());
  const courseId = demoId('Course', 'typescript-from-first-principles');
  const learns = { enrollmentId: demoId('Enrollment', 'first'), userId: viewer.id!, courseId, runId: null };
  const startedAt = '2026-01-06T08:00:00.000Z';
  await house.deliver('enrollment.started', { ...learns, organisationId: null, startedAt });
});

it('the seed does nothing on a database that has it already', async () => {
  const before = await house.as().db.count(Notification);
  await seed(house.as());
  expect([before, await house.as().db.count(Notification)]).toEqual([5, 5]);
});

it('every example fits the schema', () => {
  expect(validate(house.subgraph.schema, parse(text))).toEqual([]);
});

it.each(
  operations.filter(({ operation }) => operation !== 'subscription').map((node) => [node.name?.value, node] as const),
)('%s runs as it stands on the demo data, and finds something', async (_, operation) => {
  const data = await house.data<Record<string, unknown>>(print(operation), {
    viewer,
    variables: variablesOf(operation),
  });
  for (const value of Object.values(data).flat()) {
    const lists = Object.values(value as object).filter((found) => Array.isArray(found) || found?.nodes);
    for (const list of lists) expect(list.nodes ?? list).not.toEqual([]);
  }
});
