import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { transcoding } from '..';
import { TranscodeJob } from '../job/transcode-job.entity';
import { TranscodeJobService } from '../job/transcode-job.service';
import { TranscodeOutput } from '../output/transcode-output.entity';
import { encoded, packaged, probed, split } from '../testing/plan';
import { jobFactory, type Upload } from '../testing/upload';
import { HoldingService } from './holding.service';
import type { Lease } from './lease';
import { LeasingService } from './leasing.service';
import { OutcomeService } from './outcome.service';

const house = subgraphTest(transcoding, { TRANSCODE_TRIES: '3' });
const [anna, berta]: [string, string] = [randomUUID(), randomUUID()];

const lease = (worker: string = anna): Promise<Lease | null> => house.as().get(LeasingService).lease(worker);
const outcome = (): OutcomeService => house.as().get(OutcomeService);
const read = (id: string): Promise<TranscodeJob> => house.as().db.findOneByOrFail(TranscodeJob, { id });
const make = async (given: Partial<Upload> = {}): Promise<TranscodeJob> => (await house.make(jobFactory, [given]))[0]!;
const outputs = async (jobId: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await house.as().db.findBy(TranscodeOutput, { jobId })).map((row) => [row.prefix.split('/')[3], row.state]),
  );

/** The worker says nothing for longer than it may: by the clock of the database, which no test can turn. */
const stall = ({ taskId }: Lease): Promise<unknown> =>
  house.as().db.query(`UPDATE transcode_task SET lease_expires_at = clock_timestamp() WHERE id = $1`, [taskId]);

/** Leases and completes until nothing is left. */
async function finish(): Promise<void> {
  for (let next = await lease(); next; next = await lease()) {
    const done = { PROBE: probed(), ENCODE: encoded, PACKAGE: packaged }[next.kind];
    expect(await outcome().complete(next, done)).toBe(true);
  }
}

beforeEach(async () => {
  const { db } = house.as();
  await db.query('DELETE FROM transcode_job');
  await db.query('DELETE FROM transcode_party');
  await db.query('DELETE FROM transcode_output');
  await house.settle();
});

it('goes from the upload to the end, and tells it once', async () => {
  const job = await make();
  const probe = await lease();
  expect(probe).toMatchObject({
    jobId: job.id,
    kind: 'PROBE',
    lease: 1,
    source: { key: job.objectKey, kind: 'VIDEO' },
  });
  expect(await read(job.id)).toMatchObject({ state: 'PROBING' });
  expect(await lease(berta)).toBeNull();
  await outcome().complete(probe!, probed());
  expect(await read(job.id)).toMatchObject({ state: 'ENCODING', percent: 0 });
  const encode = await lease();
  expect(encode).toMatchObject({ kind: 'ENCODE', lease: 2, spec: { kind: 'WHOLE' } });
  await outcome().complete(encode!, encoded);
  expect(await read(job.id)).toMatchObject({ state: 'PACKAGING', percent: 95 });
  const pack = await lease();
  expect(pack?.finished).toEqual([{ spec: encode!.spec, output: encode!.prefix }]);
  await outcome().complete(pack!, packaged);
  expect(await read(job.id)).toMatchObject({ state: 'DONE', percent: 100, result: { prefix: pack!.prefix } });
  expect(pack!.prefix).toBe(`media/${job.assetId}/${job.versionId}/${job.id}-3`);
  expect(await house.emitted('transcode.ended')).toEqual([
    expect.objectContaining({ jobId: job.id, outcome: 'DONE', reason: null }),
  ]);
  expect(await lease()).toBeNull();
  expect(await outputs(job.id)).toEqual({
    [`${job.id}-1`]: 'ORPHANED',
    [`${job.id}-2`]: 'ORPHANED',
    [`${job.id}-3`]: 'KEPT',
  });
});

it('two workers never get one task', async () => {
  const jobs = await house.make(
    jobFactory,
    Array.from({ length: 12 }, () => ({})),
  );
  const takeAll = async (worker: string): Promise<string[]> => {
    const taken: string[] = [];
    // Who comes while another one looks may find nothing: it asks again.
    for (let misses = 0; misses < 20;) {
      const next = await lease(worker);
      if (next) taken.push(next.jobId);
      else misses += 1;
    }
    return taken;
  };
  const taken = (await Promise.all([takeAll(anna), takeAll(berta), takeAll(randomUUID())])).flat();
  expect(taken.toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
});

it('parts are encoded by any workers, in any order, and packaged when the last one is there', async () => {
  const job = await make();
  await outcome().complete((await lease())!, probed(split(3)));
  const parts = [await lease(anna), await lease(berta), await lease(anna), await lease(berta)];
  expect(new Set(parts.map((part) => part!.prefix)).size).toBe(4);
  for (const part of [parts[2], parts[0], parts[3]]) await outcome().complete(part!, encoded);
  expect(await lease()).toBeNull();
  expect(await read(job.id)).toMatchObject({ state: 'ENCODING' });
  await outcome().complete(parts[1]!, encoded);
  const pack = await lease();
  expect(pack!.finished.map(({ output }) => output)).toEqual(parts.map((part) => part!.prefix));
});

it('a worker that stalls loses its lease: what it says afterwards changes nothing', async () => {
  const job = await make();
  const first = await lease(anna);
  await stall(first!);
  expect(
    await house
      .as()
      .get(HoldingService)
      .beat(anna, [{ ...first!, done: 0 }]),
  ).toEqual(new Set());
  expect(await lease(berta)).toBeNull();
  expect(await outputs(job.id)).toEqual({ [`${job.id}-1`]: 'ORPHANED' });
  house.clock.advance({ minutes: 1 });
  const second = await lease(berta);
  expect(second).toMatchObject({ taskId: first!.taskId, lease: 2 });
  expect(second!.prefix).not.toBe(first!.prefix);
  expect(await outcome().complete(first!, probed())).toBe(false);
  expect(await outcome().fail(first!, 'NOT_MEDIA')).toBe(false);
  expect(await outcome().release(first!)).toBe(false);
  expect(await read(job.id)).toMatchObject({ state: 'PROBING' });
  expect(await outcome().complete(second!, probed())).toBe(true);
});

it('heartbeats keep a lease and carry the progress, which never goes back', async () => {
  const job = await make();
  await outcome().complete((await lease())!, probed());
  const encode = await lease();
  const beat = (done: number) =>
    house
      .as()
      .get(HoldingService)
      .beat(anna, [{ ...encode!, done }]);
  expect(await beat(150)).toEqual(new Set([encode!.taskId]));
  expect(await read(job.id)).toMatchObject({ percent: 47.5 });
  await beat(60);
  expect(await read(job.id)).toMatchObject({ percent: 47.5 });
  await stall(encode!);
  await lease(berta);
  expect(await read(job.id)).toMatchObject({ percent: 47.5, state: 'ENCODING' });
});

it('what can pass is tried again, later each time, and then no more', async () => {
  const job = await make();
  const waits: number[] = [];
  for (let tries = 1; tries < 3; tries += 1) {
    await outcome().fail((await lease())!, 'NO_SPACE');
    const { nextTryAt, state } = await read(job.id);
    expect(state).toBe('PROBING');
    waits.push(nextTryAt!.getTime() - house.clock.now().getTime());
    expect(await lease()).toBeNull();
    house.clock.set(nextTryAt!);
  }
  expect(waits).toEqual([10_000, 20_000]);
  await outcome().fail((await lease())!, 'NO_SPACE');
  expect(await read(job.id)).toMatchObject({ state: 'FAILED', reason: 'NO_SPACE', nextTryAt: null });
  expect(await house.emitted('transcode.ended')).toEqual([
    expect.objectContaining({ outcome: 'FAILED', reason: 'NO_SPACE', result: null }),
  ]);
});

it('what cannot pass is not tried again', async () => {
  const job = await make();
  await outcome().fail((await lease())!, 'NOT_MEDIA');
  expect(await read(job.id)).toMatchObject({ state: 'FAILED', reason: 'NOT_MEDIA' });
  expect(await lease()).toBeNull();
});

it('a file that ends its workers ends as failed, not never', async () => {
  const job = await make();
  for (let tries = 0; tries < 3; tries += 1) {
    await stall((await lease())!);
    await house.as().get(LeasingService).reclaim();
    house.clock.advance({ minutes: 10 });
  }
  expect(await lease()).toBeNull();
  expect(await read(job.id)).toMatchObject({ state: 'FAILED', reason: 'WORKER_LOST' });
});

it('what a worker gives back is there at once, and counts as no failure', async () => {
  const job = await make();
  for (let times = 0; times < 5; times += 1) expect(await outcome().release((await lease())!)).toBe(true);
  expect(await lease(berta)).toMatchObject({ jobId: job.id, lease: 6 });
});

it('cancelling takes the task away from its worker, with its files', async () => {
  const job = await make();
  const probe = await lease();
  await house.as().get(TranscodeJobService).cancel(job.id);
  expect(
    await house
      .as()
      .get(HoldingService)
      .beat(anna, [{ ...probe!, done: 0 }]),
  ).toEqual(new Set());
  expect(await outcome().complete(probe!, probed())).toBe(false);
  expect(await read(job.id)).toMatchObject({ state: 'CANCELLED', reason: 'CANCELLED' });
  expect(await outputs(job.id)).toEqual({ [`${job.id}-1`]: 'ORPHANED' });
  expect(await house.emitted('transcode.ended')).toMatchObject([{ jobId: job.id, outcome: 'CANCELLED' }]);
});

it('a retry begins from the start, under prefixes of its own', async () => {
  const job = await make();
  await outcome().fail((await lease())!, 'TRUNCATED');
  await house.as().get(TranscodeJobService).retry(job.id);
  expect(await read(job.id)).toMatchObject({ state: 'QUEUED', attempt: 2, reason: null });
  expect(await lease()).toMatchObject({ jobId: job.id, kind: 'PROBE', lease: 2 });
});

it('finishes whatever is there', async () => {
  const jobs = await house.make(jobFactory, [{}, { kind: 'AUDIO' }, {}]);
  await finish();
  for (const { id } of jobs) expect(await read(id)).toMatchObject({ state: 'DONE' });
  const left = await house.as().db.query<{ count: number }[]>('SELECT count(*)::int AS count FROM transcode_task');
  expect(left).toEqual([{ count: 0 }]);
});
