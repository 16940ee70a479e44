import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentKey } from '../../../kit/media/content-key';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { until } from '../../../kit/testing/until';
import { transcoding } from '..';
import { TranscodeJob } from '../job/transcode-job.entity';
import { TranscodeJobService } from '../job/transcode-job.service';
import { TranscodeWorker } from '../queue/transcode-worker.entity';
import { makeClip, testTools } from '../testing/lavfi';
import { holdStill, processesBelow } from '../testing/processes';
import { jobFactory, type Upload } from '../testing/upload';
import { Worker } from './worker';
import { nameOf } from './workshop';

const settings = { TRANSCODE_SPLIT_FROM: '8', TRANSCODE_PART: '4', TRANSCODE_HEARTBEAT: '50' };
const house = subgraphTest(transcoding, settings);
const folder = mkdtempSync(join(tmpdir(), 'lyceum-worker-'));
let short: Buffer;
let long: Buffer;
/** So large that it takes longer than anything that a test does meanwhile. */
let endless: Buffer;

beforeAll(async () => {
  short = await makeClip({ seconds: 3 });
  long = await makeClip({ seconds: 12 });
  endless = await makeClip({ seconds: 7, size: '1920x1080', hasSound: false });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function uploadOf(clip: Buffer, given: Partial<Upload> = {}): Promise<TranscodeJob> {
  const [job] = await house.make(jobFactory, [given]);
  await house.house.objects.put(job!.objectKey, clip, { contentType: 'video/mp4' });
  return job!;
}

const open = async (slots = 1): Promise<Worker> =>
  Worker.open({ subgraph: house.subgraph, tools: await testTools(), folder, slots });
const read = (id: string): Promise<TranscodeJob> => house.as().db.findOneByOrFail(TranscodeJob, { id });

async function keysOf({ assetId }: TranscodeJob): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of house.house.objects.list(`media/${assetId}/`)) keys.push(key);
  return keys;
}

/** The job's own keys; the upload is another's. */
const outputOf = async (job: TranscodeJob): Promise<string[]> =>
  (await keysOf(job)).filter((key) => key !== job.objectKey);

it('makes a video playable, and leaves nothing but that', async () => {
  const job = await uploadOf(short);
  const worker = await open();
  expect(await worker.runDue()).toBe(3);
  await worker.stop();
  const done = await read(job.id);
  expect(done).toMatchObject({ state: 'DONE', percent: 100, result: { duration: 3, width: 320, height: 180 } });
  await house.settle();
  const keys = await outputOf(job);
  const { prefix, hls, dash, poster } = done.result!;
  expect(keys).toEqual(expect.arrayContaining([hls, dash, poster].map((file) => `${prefix}/${file}`)));
  expect(keys.filter((key) => !key.startsWith(`${prefix}/`))).toEqual([]);
  expect((await house.house.objects.head(`${prefix}/${hls}`))?.contentType).toBe('application/vnd.apple.mpegurl');
  expect(readdirSync(folder)).toEqual([]);
});

it('a long video is encoded in parts, by several at a time, without a frame too many or too few', async () => {
  const job = await uploadOf(long);
  const workers = [await open(), await open(2)];
  const counts = await Promise.all(workers.map((worker) => worker.runDue()));
  // Who found nothing to do went; the rest is done by whoever is left.
  counts.push(await workers[0]!.runDue());
  await Promise.all(workers.map((worker) => worker.stop()));
  const done = await read(job.id);
  expect(done).toMatchObject({ state: 'DONE', result: { duration: expect.closeTo(12, 1) } });
  // A look, three parts and the sound, and the package.
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
  await house.settle();
  expect((await outputOf(job)).every((key) => key.startsWith(`${done.result!.prefix}/`))).toBe(true);
});

it('encrypts the samples where that is wanted, with the key that the version has', async () => {
  const job = await uploadOf(short, { protection: 'CBCS' });
  const worker = await open();
  await worker.runDue();
  await worker.stop();
  const { result } = await read(job.id);
  const manifest = await house.house.objects.read(`${result!.prefix}/${result!.dash}`);
  const keyId = contentKey(house.house.secrets, job.versionId).id.toString('hex');
  const text = (await manifest!.stream.toArray()).join('').replaceAll('-', '');
  expect(text).toContain(keyId);
  expect(text).toContain('cbcs');
});

it('says what people understand where a file is none', async () => {
  const job = await uploadOf(Buffer.from('not a film at all'));
  const worker = await open();
  await worker.runDue();
  await worker.stop();
  expect(await read(job.id)).toMatchObject({ state: 'FAILED', reason: 'NOT_MEDIA' });
  await house.settle();
  expect(await outputOf(job)).toEqual([]);
});

it('an upload that is not there any more is not looked for again', async () => {
  const [job] = await house.make(jobFactory, [{}]);
  const worker = await open();
  await worker.runDue();
  await worker.stop();
  expect(await read(job!.id)).toMatchObject({ state: 'FAILED', reason: 'SOURCE_MISSING' });
});

/** Until a process of FFmpeg works for this worker; it does not end by itself. */
async function untilEncoding(job: TranscodeJob, worker: Worker): Promise<void> {
  await until(async () => (await read(job.id)).percent > 0 && holdStill(processesBelow(worker.id)));
}

it.each([
  ['cancelling', (job: TranscodeJob) => house.as().get(TranscodeJobService).cancel(job.id), 'CANCELLED'],
  ['removing the asset', (job: TranscodeJob) => house.as().get(TranscodeJobService).forget(job.assetId), null],
])('%s ends FFmpeg, and its files are gone', async (_, end, state) => {
  const job = await uploadOf(endless);
  const worker = await open();
  worker.start();
  await untilEncoding(job, worker);
  await end(job);
  await until(() => processesBelow(worker.id).length === 0);
  await worker.stop();
  await house.settle();
  expect(await outputOf(job)).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
  expect(await house.as().db.findOneBy(TranscodeJob, { id: job.id })).toEqual(
    state === null ? null : expect.objectContaining({ state }),
  );
});

it('a worker that is told to end gives its task back, and ends FFmpeg', async () => {
  const job = await uploadOf(endless);
  const worker = await open();
  worker.start();
  await untilEncoding(job, worker);
  const { id } = worker;
  expect(await house.as().db.findOneBy(TranscodeWorker, { id })).toMatchObject({ pid: process.pid, slots: 1 });
  await worker.stop();
  expect(processesBelow(id)).toEqual([]);
  expect(await house.as().db.findOneBy(TranscodeWorker, { id })).toBeNull();
  const tasks = await house
    .as()
    .db.query<object[]>('SELECT status, failures FROM transcode_task WHERE job_id = $1', [job.id]);
  expect(tasks).toContainEqual({ status: 'WAITING', failures: 0 });
  await house.as().get(TranscodeJobService).forget(job.assetId);
});

it('a worker that nobody answers ends its tasks before anybody else gets them', async () => {
  const job = await uploadOf(endless);
  const worker = await open();
  worker.start();
  await untilEncoding(job, worker);
  await house
    .as()
    .db.query(
      `UPDATE transcode_task SET lease_expires_at = clock_timestamp() WHERE job_id = $1 AND status = 'LEASED'`,
      [job.id],
    );
  await until(() => processesBelow(worker.id).length === 0);
  await house.as().get(TranscodeJobService).forget(job.assetId);
  await worker.stop();
  expect(await outputOf(job)).toEqual([]);
});

it('tidies up behind workers that were killed, and not behind those that live', async () => {
  const living = await open();
  const dead = join(folder, nameOf(999_999_999, randomUUID()));
  const earlier = join(folder, nameOf(process.pid, randomUUID()));
  const elsewhere = `worker-another-machine-999999999-${randomUUID()}`;
  mkdirSync(join(folder, elsewhere));
  for (const left of [dead, earlier]) {
    mkdirSync(left);
    writeFileSync(join(left, 'source-1'), 'left');
  }
  const next = await open();
  expect(readdirSync(folder).toSorted()).toEqual(
    [elsewhere, ...[living, next].map(({ id }) => nameOf(process.pid, id))].toSorted(),
  );
  await living.stop();
  await next.stop();
});
