import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { transcoding } from '..';
import { jobFactory, type Upload } from '../testing/upload';
import type { TranscodeJob } from './transcode-job.entity';

const house = subgraphTest(transcoding);
const [A, B]: [string, string] = [randomUUID(), randomUUID()];
const owner = person(randomUUID(), { organisations: [A] });
const staff = (permission: string, organisationId: string | null, organisations: readonly string[] = [A, B]): Viewer =>
  person(randomUUID(), { organisations, grants: [grant('staff', [permission], { organisationId })] });

const viewers = {
  anonymous: Viewer.anonymous,
  stranger: person(randomUUID()),
  owner,
  ownerWhoLeft: person(owner.id!),
  memberOfA: person(randomUUID(), { organisations: [A] }),
  readerOfA: staff('transcode.read', A),
  managerOfA: staff('transcode.manage', A),
  managerOfB: staff('transcode.manage', B),
  managerOfAWhoLeft: staff('transcode.manage', A, []),
  marketManager: staff('transcode.manage', null),
  administrator: administrator(randomUUID()),
} as const;
type Who = keyof typeof viewers;
const whos = Object.keys(viewers) as Who[];

const make = async (given: Partial<Upload> = {}): Promise<TranscodeJob> => (await house.make(jobFactory, [given]))[0]!;
const ofA = (): Promise<TranscodeJob> => make({ ownerId: owner.id!, organisationId: A });
const ofMarket = (): Promise<TranscodeJob> => make({ ownerId: owner.id! });

beforeEach(async () => {
  await house.as().db.query('DELETE FROM transcode_job');
});

const BY_ID = 'query ($id: ID!) { transcodeJob(id: $id) { id } }';
const BY_REFERENCE = `query ($id: ID!) { found: _entities(representations: [{ __typename: "TranscodeJob", id: $id }]) { ... on TranscodeJob { id } } }`;
const BY_ASSET = `query ($id: ID!) { found: _entities(representations: [{ __typename: "Asset", id: $id }]) { ... on Asset { transcodeJob { id } } } }`;
const MINE = `{ transcodeJobs { nodes { id } totalCount } }`;

/** Job → who may see, control and prioritise it. */
const table = {
  ofA: {
    see: ['owner', 'readerOfA', 'managerOfA', 'administrator'],
    control: ['owner', 'managerOfA', 'administrator'],
    prioritize: ['managerOfA', 'administrator'],
  },
  ofMarket: {
    see: ['owner', 'ownerWhoLeft', 'marketManager', 'administrator'],
    control: ['owner', 'ownerWhoLeft', 'marketManager', 'administrator'],
    prioritize: ['marketManager', 'administrator'],
  },
} as const;

describe.each([
  ['of an organisation', ofA, table.ofA],
  ['of the marketplace', ofMarket, table.ofMarket],
] as const)('a job %s', (_, makeIt, { see, control, prioritize }) => {
  it.each(whos)('is seen by %s as the table says, in every way', async (who) => {
    const job = await makeIt();
    const viewer = viewers[who];
    const isSeen = (see as readonly string[]).includes(who);
    const byId = await house.run(BY_ID, { viewer, variables: { id: job.id } });
    expect(byId).toEqual(
      isSeen
        ? { data: { transcodeJob: { id: job.id } } }
        : await house.run(BY_ID, { viewer, variables: { id: randomUUID() } }),
    );
    const read = async (query: string, id: string) =>
      JSON.stringify((await house.run(query, { viewer, variables: { id } })).data);
    expect((await read(BY_REFERENCE, job.id)).includes(job.id)).toBe(isSeen);
    expect((await read(BY_ASSET, job.assetId)).includes(job.id)).toBe(isSeen);
    const list = await house.run(MINE, { viewer });
    if (who === 'anonymous') expect(list.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    else
      expect(list.data).toEqual({
        transcodeJobs: { nodes: isSeen ? [{ id: job.id }] : [], totalCount: isSeen ? 1 : 0 },
      });
  });

  it.each(whos)('is changed by %s as the table says; existence: to all others it is not there', async (who) => {
    const job = await makeIt();
    const viewer = viewers[who];
    const attempt = async (name: string, more: object = {}): Promise<unknown> => {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { job { id } } }`;
      const { errors } = await house.run(query, { viewer, variables: { input: { id: job.id, ...more } } });
      return errors?.[0]?.extensions?.['code'] ?? 'DONE';
    };
    const absent = who === 'anonymous' ? 'UNAUTHENTICATED' : 'NOT_FOUND';
    const mayControl = (control as readonly string[]).includes(who);
    const mayPrioritize = (prioritize as readonly string[]).includes(who);
    expect(await attempt('prioritizeTranscodeJob', { priority: 'HIGH' })).toBe(mayPrioritize ? 'DONE' : absent);
    expect(await attempt('retryTranscodeJob')).toBe(mayControl ? 'TRANSCODE_NOT_ENDED' : absent);
    expect(await attempt('cancelTranscodeJob')).toBe(mayControl ? 'DONE' : absent);
    expect(await attempt('cancelTranscodeJob')).toBe(mayControl ? 'TRANSCODE_ENDED' : absent);
    expect(await attempt('retryTranscodeJob')).toBe(mayControl ? 'DONE' : absent);
    if (!(see as readonly string[]).includes(who)) return;
    const can = `query ($id: ID!) { transcodeJob(id: $id) { viewerCan { cancel retry prioritize } } }`;
    const viewerCan = { cancel: mayControl, retry: mayControl, prioritize: mayPrioritize };
    expect(await house.data(can, { viewer, variables: { id: job.id } })).toEqual({ transcodeJob: { viewerCan } });
  });
});

it('a grant for one job opens that one, by its id and in lists', async () => {
  const [one, other] = await house.make(jobFactory, [{}, {}]);
  const viewer = person(randomUUID(), {
    grants: [grant('helper', ['transcode.read'], { resource: `TranscodeJob:${one!.id}` })],
  });
  expect(await house.data(MINE, { viewer })).toEqual({ transcodeJobs: { nodes: [{ id: one!.id }], totalCount: 1 } });
  const both = `query ($a: ID!, $b: ID!) { a: transcodeJob(id: $a) { id } b: transcodeJob(id: $b) { id } }`;
  expect(await house.data(both, { viewer, variables: { a: one!.id, b: other!.id } })).toEqual({
    a: { id: one!.id },
    b: null,
  });
});

it('the queue and the workers are for operators of the marketplace', async () => {
  await ofA();
  const query =
    '{ transcodeQueue { states { state jobs } parties waitingTasks runningTasks waitingSince } transcodeWorkers { id } }';
  const now = house.clock.now().toISOString();
  const queue = {
    states: [{ state: 'QUEUED', jobs: 1 }],
    parties: 1,
    waitingTasks: 1,
    runningTasks: 0,
    waitingSince: now,
  };
  for (const who of whos) {
    const isOperator = who === 'administrator' || who === 'marketManager';
    const expected = isOperator
      ? { transcodeQueue: queue, transcodeWorkers: [] }
      : { transcodeQueue: null, transcodeWorkers: null };
    expect([who, await house.data(query, { viewer: viewers[who] })]).toEqual([who, expected]);
  }
});
