import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator, person } from '../../kit/testing/viewers';
import { transcoding } from '.';
import { jobFactory } from './testing/upload';

const house = subgraphTest(transcoding);
const owner = person(randomUUID());
const admin = administrator(randomUUID());
const known = { own: '', others: '' };

beforeAll(async () => {
  const [own, others] = await house.make(jobFactory, [{ ownerId: owner.id! }, {}]);
  Object.assign(known, { own: own!.id, others: others!.id });
});

/** Whatever is not an id: each must end like an id that nobody has. */
const notIds = [
  '',
  ' ',
  'null',
  '\0',
  'x'.repeat(100_000),
  '00000000-0000-0000-0000-000000000000',
  "'; DROP TABLE transcode_job; --",
  '%',
  '🙂',
  '../../etc/passwd',
  randomUUID(),
];

const mutations = [
  { name: 'retryTranscodeJob', more: {} },
  { name: 'cancelTranscodeJob', more: {} },
  { name: 'prioritizeTranscodeJob', more: { priority: 'HIGH' } },
] as const;

async function codes(name: string, input: unknown, viewer = owner): Promise<string[]> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`;
  const { errors = [] } = await house.run(query, { viewer, variables: { input } });
  return errors.map((error) => String(error.extensions?.['code']));
}

describe.each(mutations)('$name', ({ name, more }) => {
  it.each(notIds.map((id) => [id.slice(0, 40), id]))('with the id %j finds nothing', async (_, id) => {
    for (const viewer of [owner, admin]) expect(await codes(name, { ...more, id }, viewer)).toEqual(['NOT_FOUND']);
  });

  it("finds nothing of somebody else's", async () => {
    expect(await codes(name, { ...more, id: known.others })).toEqual(['NOT_FOUND']);
  });

  it('with nothing, the wrong types, and what it does not know', async () => {
    const good = { ...more, id: known.own };
    for (const input of [null, {}, [], 7, 'text', { ...good, unknown: true }, { ...good, id: { deep: [1] } }])
      expect([...new Set(await codes(name, input))]).toEqual(['BAD_INPUT']);
  });
});

it.each(['URGENT', '', 'high', 0, null, ['HIGH', 'LOW']])('%j is no class', async (priority) => {
  expect(await codes('prioritizeTranscodeJob', { id: known.own, priority }, admin)).toEqual(['BAD_INPUT']);
});

it('queries with ids that are none answer null', async () => {
  for (const id of notIds) {
    const byId = 'query ($id: ID!) { transcodeJob(id: $id) { id } }';
    expect(await house.data(byId, { viewer: admin, variables: { id } })).toEqual({ transcodeJob: null });
    const of = [
      { __typename: 'TranscodeJob', id },
      { __typename: 'Asset', id },
    ];
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on TranscodeJob { id } ... on Asset { transcodeJob { id } } } }`;
    expect(await house.data(query, { viewer: admin, variables: { of } })).toEqual({
      _entities: [null, { transcodeJob: null }],
    });
  }
});

it.each([
  { assetId: 'x'.repeat(1_000) },
  { organisationId: "' OR true --" },
  { assetId: '\0' },
  { states: [], priorities: [] },
])('a filter of nonsense (%j) finds nothing', async (filter) => {
  const query = 'query ($filter: TranscodeJobFilter) { transcodeJobs(filter: $filter) { nodes { id } } }';
  expect(await house.data(query, { viewer: admin, variables: { filter } })).toEqual({ transcodeJobs: { nodes: [] } });
});

it.each([
  'first: -1',
  'first: 101',
  'first: 1, last: 1',
  'filter: { states: [DONE DONE DONE DONE DONE DONE DONE DONE] }',
])('refuses transcodeJobs(%s)', async (given) => {
  const { errors } = await house.run(`{ transcodeJobs(${given}) { nodes { id } } }`, { viewer: admin });
  expect(errors?.[0]?.extensions?.['code']).toBe('BAD_INPUT');
});

it('refuses a cursor that was made up', async () => {
  const { errors } = await house.run('{ transcodeJobs(after: "made.up") { nodes { id } } }', { viewer: admin });
  expect(errors?.[0]?.extensions?.['code']).toBe('BAD_CURSOR');
});
