import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { transcoding } from '..';
import { TranscodeOutput } from '../output/transcode-output.entity';
import { LeasingService } from '../task/leasing.service';
import { OutcomeService } from '../task/outcome.service';
import { encoded, packaged, probed } from '../testing/plan';
import { jobFactory, upload, type Upload } from '../testing/upload';
import { TranscodeJob } from './transcode-job.entity';

const house = subgraphTest(transcoding);
const A: string = randomUUID();
const owner = person(randomUUID());
const admin = administrator(randomUUID());

const make = async (given: Partial<Upload> = {}): Promise<TranscodeJob> => (await house.make(jobFactory, [given]))[0]!;
const ofA = (): Promise<TranscodeJob> => make({ ownerId: owner.id!, organisationId: A });
const ofMarket = (): Promise<TranscodeJob> => make({ ownerId: owner.id! });

beforeEach(async () => {
  await house.as().db.query('DELETE FROM transcode_job');
});

const BY_ASSET = `query ($id: ID!) { found: _entities(representations: [{ __typename: "Asset", id: $id }]) { ... on Asset { transcodeJob { id } } } }`;

it('shows what each worker does', async () => {
  const job = await ofMarket();
  const worker = randomUUID();
  await house
    .as()
    .db.query(`INSERT INTO transcode_worker VALUES ($1, 'here', 42, 2, $2, $2)`, [worker, house.clock.now()]);
  await house.as().get(LeasingService).lease(worker);
  const query = '{ transcodeWorkers { host pid slots tasks { kind part parts percent job { id state } } } }';
  const tasks = [{ kind: 'PROBE', part: 0, parts: 1, percent: 0, job: { id: job.id, state: 'PROBING' } }];
  const viewer = admin;
  expect(await house.data(query, { viewer })).toEqual({
    transcodeWorkers: [{ host: 'here', pid: 42, slots: 2, tasks }],
  });
  house.clock.advance({ minutes: 2 });
  expect(await house.data(query, { viewer })).toEqual({ transcodeWorkers: [] });
});

it('an upload makes one job, however often it is told, and none for what was removed before', async () => {
  const facts = upload({ organisationId: A });
  await house.deliver('media.uploaded', facts);
  await house.deliver('media.uploaded', facts);
  expect(await house.as().db.countBy(TranscodeJob, { versionId: facts.versionId })).toBe(1);
  const gone = upload();
  await house.deliver('media.removed', { assetId: gone.assetId, organisationId: null });
  await house.deliver('media.uploaded', gone);
  expect(await house.as().db.countBy(TranscodeJob, { assetId: gone.assetId })).toBe(0);
});

it('what a removed asset was made into is deleted, and a new version leaves the old one alone', async () => {
  const finish = async (): Promise<TranscodeJob> => {
    const worker = randomUUID();
    let last = '';
    for (
      let lease = await house.as().get(LeasingService).lease(worker);
      lease;
      lease = await house.as().get(LeasingService).lease(worker)
    ) {
      await house.house.objects.put(`${lease.prefix}/file`, Buffer.from('made'), { contentType: 'text/plain' });
      await house
        .as()
        .get(OutcomeService)
        .complete(lease, { PROBE: probed(), ENCODE: encoded, PACKAGE: packaged }[lease.kind]);
      last = lease.jobId;
    }
    return house.as().db.findOneByOrFail(TranscodeJob, { id: last });
  };
  const assetId = randomUUID();
  await make({ assetId });
  const first = await finish();
  house.clock.advance({ minutes: 1 });
  await make({ assetId });
  const second = await finish();
  await house.settle();
  const isThere = async ({ result }: TranscodeJob): Promise<boolean> =>
    (await house.house.objects.head(`${result!.prefix}/file`)) !== null;
  expect([await isThere(first), await isThere(second)]).toEqual([true, true]);
  const newest = await house.data<{ found: unknown }>(BY_ASSET, {
    viewer: admin,
    variables: { id: assetId },
  });
  expect(newest.found).toEqual([{ transcodeJob: { id: second.id } }]);
  await house.deliver('media.removed', { assetId, organisationId: null });
  expect([await isThere(first), await isThere(second)]).toEqual([false, false]);
  expect(await house.as().db.countBy(TranscodeJob, { assetId })).toBe(0);
});

it('what a lost worker wrote after the first sweep goes with the last one', async () => {
  const job = await make();
  const lease = await house.as().get(LeasingService).lease(randomUUID());
  await house.as().get(OutcomeService).fail(lease!, 'NOT_MEDIA');
  await house.settle();
  await house.house.objects.put(`${lease!.prefix}/late`, Buffer.from('late'), { contentType: 'text/plain' });
  const sweep = transcoding.jobs.find(({ name }) => name === 'sweep_outputs')!;
  const run = sweep.run as (scope: ReturnType<typeof house.as>) => Promise<void>;
  await run(house.as());
  expect(await house.as().db.countBy(TranscodeOutput, { jobId: job.id })).toBe(1);
  house.clock.advance({ minutes: 61 });
  await run(house.as());
  expect(await house.house.objects.head(`${lease!.prefix}/late`)).toBeNull();
  expect(await house.as().db.countBy(TranscodeOutput, { jobId: job.id })).toBe(0);
});

it('says why in words, and what there is to play', async () => {
  const viewer = admin;
  const query = `query ($id: ID!) { transcodeJob(id: $id) { state reason { code message } renditions { name bytes codecs } asset { id } owner { id } estimatedEnd } }`;
  const job = await make();
  const lease = await house.as().get(LeasingService).lease(randomUUID());
  await house.as().get(OutcomeService).fail(lease!, 'TRUNCATED');
  const { transcodeJob } = await house.data<{ transcodeJob: object }>(query, { viewer, variables: { id: job.id } });
  expect(transcodeJob).toEqual({
    state: 'FAILED',
    reason: { code: 'TRUNCATED', message: 'The file is incomplete: it ends before what it announces.' },
    renditions: [],
    asset: { id: job.assetId },
    owner: { id: job.ownerId },
    estimatedEnd: null,
  });
});

it('N+1: a list costs the same for 1 and for 50 jobs', async () => {
  const fields =
    'id state percent estimatedEnd reason { message } renditions { name } viewerCan { cancel } owner { id } asset { id }';
  const query = `query ($first: Int!) { transcodeJobs(first: $first) { nodes { ${fields} } } }`;
  await house.make(
    jobFactory,
    Array.from({ length: 50 }, () => ({ ownerId: owner.id! })),
  );
  const count = (first: number) => house.statements(query, { viewer: owner, variables: { first } });
  expect(await count(50)).toBe(await count(1));
  const assets = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Asset { transcodeJob { id } } } }`;
  const all = await house.as().db.find(TranscodeJob);
  const of = all.map(({ assetId: id }) => ({ __typename: 'Asset', id }));
  expect(await house.statements(assets, { viewer: owner, variables: { of } })).toBe(1);
});

it('filters by state, class, asset and organisation', async () => {
  const [one, two] = [await ofA(), await make()];
  const list = async (filter: object): Promise<string[]> => {
    const query = 'query ($filter: TranscodeJobFilter) { transcodeJobs(filter: $filter) { nodes { id } } }';
    const data = await house.data<{ transcodeJobs: { nodes: { id: string }[] } }>(query, {
      viewer: admin,
      variables: { filter },
    });
    return data.transcodeJobs.nodes.map(({ id }) => id);
  };
  expect((await list({})).toSorted()).toEqual([one.id, two.id].toSorted());
  expect(await list({ organisationId: A })).toEqual([one.id]);
  expect(await list({ assetId: two.assetId })).toEqual([two.id]);
  expect(await list({ states: ['DONE'] })).toEqual([]);
  expect(await list({ priorities: ['HIGH', 'LOW'] })).toEqual([]);
  expect(await list({ assetId: 'no uuid' })).toEqual([]);
});
