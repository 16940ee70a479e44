import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, validate, type OperationDefinitionNode } from 'graphql';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator } from '../../kit/testing/viewers';
import { transcoding } from '.';
import { TranscodeJob } from './job/transcode-job.entity';
import { jobFactory } from './testing/upload';

const house = subgraphTest(transcoding);
const viewer = administrator(randomUUID());
const text = readFileSync(join(__dirname, 'examples.graphql'), 'utf8');
const operations = parse(text).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
const exampleId = '019910d5-6e98-777f-a7e0-5402cf160f24';

/** What the comment above an operation gives as its variables. */
function variablesOf({ loc }: OperationDefinitionNode): Record<string, unknown> {
  const above = text.slice(0, loc?.start).trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(above.slice('# variables: '.length)) as Record<string, unknown>;
}

beforeAll(async () => {
  const [job] = await house.make(jobFactory, [{}]);
  await house.as().db.query('DELETE FROM transcode_task');
  await house.as().db.update(TranscodeJob, job!.id, { id: exampleId });
});

it('every example fits the schema', () => {
  expect(validate(house.subgraph.schema, parse(text))).toEqual([]);
});

it.each(
  operations.filter(({ operation }) => operation !== 'subscription').map((node) => [node.name?.value, node] as const),
)('%s runs as it stands, and finds something', async (_, operation) => {
  const data = await house.data<Record<string, unknown>>(print(operation), {
    viewer,
    variables: variablesOf(operation),
  });
  for (const value of Object.values(data)) expect(value).toBeTruthy();
});
