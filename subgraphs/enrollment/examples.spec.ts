import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, validate, type OperationDefinitionNode } from 'graphql';
import { demoCourses, demoId, learnerName } from '../../kit/demo/world';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator } from '../../kit/testing/viewers';
import { enrollment } from '.';
import { courseFactory } from './course/course.factory';
import { seed } from './seed';

const house = subgraphTest(enrollment);
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
    slugs.map((slug) => ({ courseId: demoId('Course', slug), slug, lessons: [{}, {}] })),
  );
  await seed(house.as());
});

it('every example fits the schema', () => {
  expect(validate(house.subgraph.schema, parse(text))).toEqual([]);
});

it('every query runs as it stands on the demo data, and finds something', async () => {
  const viewer = administrator(demoId('User', learnerName(0)));
  for (const operation of operations.filter((node) => node.operation === 'query')) {
    const data = await house.data<{ _entities: Record<string, unknown>[] }>(print(operation), {
      viewer,
      variables: variablesOf(operation),
    });
    for (const found of data['_entities']) for (const value of Object.values(found)) expect(value).toBeTruthy();
  }
});

it('every mutation runs as it stands, with an answer and no error of ours', async () => {
  const viewer = administrator(demoId('User', learnerName(0)));
  for (const operation of operations.filter((node) => node.operation === 'mutation')) {
    const { errors = [] } = await house.run(print(operation), { viewer, variables: variablesOf(operation) });
    for (const error of errors) expect(['NOT_FOUND', 'NOT_ENROLLED']).toContain(error.extensions?.['code']);
  }
});
