import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, validate, type OperationDefinitionNode } from 'graphql';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { courses } from '.';
import { seed } from './seed';

const house = subgraphTest(courses);
const text = readFileSync(join(__dirname, 'examples.graphql'), 'utf8');
const operations = parse(text).definitions.filter(
  (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
);

/** What the comment above an operation gives as its variables. */
function variablesOf({ loc }: OperationDefinitionNode): Record<string, unknown> {
  const above = text.slice(0, loc?.start).trimEnd().split('\n').at(-1) ?? '';
  return above.startsWith('# variables: ')
    ? (JSON.parse(above.slice('# variables: '.length)) as Record<string, unknown>)
    : {};
}

it('every example fits the schema, and so do its variables', () => {
  expect(validate(house.subgraph.schema, parse(text))).toEqual([]);
  for (const operation of operations) {
    const wanted = operation.variableDefinitions
      ?.filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
      .map(({ variable }) => variable.name.value);
    expect(Object.keys(variablesOf(operation))).toEqual(expect.arrayContaining(wanted ?? []));
  }
});

it('every query runs as it stands on the demo data, and finds something', async () => {
  await seed(house.as());
  for (const operation of operations.filter((node) => node.operation === 'query')) {
    const data = await house.data<Record<string, unknown>>(print(operation), { variables: variablesOf(operation) });
    for (const found of Object.values(data)) expect(found).toBeTruthy();
  }
});
