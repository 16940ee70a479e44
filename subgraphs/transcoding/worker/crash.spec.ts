import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoRandom } from '../../../kit/demo/world';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { until } from '../../../kit/testing/until';
import { transcoding } from '..';
import { TranscodeJob } from '../job/transcode-job.entity';
import { TranscodeJobService } from '../job/transcode-job.service';
import { WorkerProcess } from '../testing/killed-workers';
import { makeClip } from '../testing/lavfi';
import { jobFactory } from '../testing/upload';

/** More of the same by LYCEUM_TEST_KILLS: how many runs, the first with many jobs. */
const runs = process.env['LYCEUM_TEST_KILLS'];
const jobsOf = (seed: number): number => (seed === 0 && runs !== undefined ? 20 : 3);
const settings = {
  TRANSCODE_HEARTBEAT: '100',
  TRANSCODE_SPLIT_FROM: '8',
  TRANSCODE_PART: '4',
  TRANSCODE_TRIES: '50',
};
const house = subgraphTest(transcoding, settings);
const folder = mkdtempSync(join(tmpdir(), 'lyceum-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (changed: Partial<typeof settings> = {}): Promise<WorkerProcess> =>
  WorkerProcess.start({
    databaseUrl: house.subgraph.resources.database.url,
    objects: house.house.objects.folder,
    folder,
    settings: { ...settings, ...changed },
  });

async function upload(clip: Buffer, count: number): Promise<TranscodeJob[]> {
  const jobs = await house.make(
    jobFactory,
    Array.from({ length: count }, () => ({})),
  );
  for (const { objectKey } of jobs) await house.house.objects.put(objectKey, clip, { contentType: 'video/mp4' });
  return jobs;
}

const read = (id: string): Promise<TranscodeJob> => house.as().db.findOneByOrFail(TranscodeJob, { id });
const areOver = async (jobs: readonly TranscodeJob[]): Promise<boolean> =>
  (await Promise.all(jobs.map(({ id }) => read(id)))).every(({ hasEnded }) => hasEnded);

/** Workers that were killed. */
const dead: string[] = [];
async function kill(worker: WorkerProcess): Promise<void> {
  await worker.kill();
  dead.push(worker.id);
}

/** Nobody has to wait for a second try, nor until a lease of the dead is over; one that they had asked for may come late. */
async function hurry(): Promise<void> {
  const { db } = house.as();
  await db.query(`UPDATE transcode_task SET run_at = 'epoch' WHERE status = 'WAITING'`);
  const over = `UPDATE transcode_task SET lease_expires_at = clock_timestamp() WHERE status = 'LEASED' AND worker_id = ANY($1)`;
  await db.query(over, [dead]);
}

/** Every job is done and was told once, and nothing is left but what players read. */
async function expectAllDone(jobs: readonly TranscodeJob[], seconds: number): Promise<void> {
  const told = (await house.emitted('transcode.ended')).map(({ jobId }) => jobId);
  await house.settle();
  for (const { id, assetId, objectKey } of jobs) {
    const { state, result } = await read(id);
    expect({ id, state, frames: result!.duration, told: told.filter((one) => one === id).length }).toEqual({
      id,
      state: 'DONE',
      frames: seconds,
      told: 1,
    });
    const strays: string[] = [];
    for await (const { key } of house.house.objects.list(`media/${assetId}/`))
      if (key !== objectKey && !key.startsWith(`${result!.prefix}/`)) strays.push(key);
    expect(strays).toEqual([]);
    for (const file of [result!.hls, result!.dash, result!.poster!])
      expect(await house.house.objects.head(`${result!.prefix}/${file}`)).not.toBeNull();
  }
}

it('kill -9 of a worker while it encodes: another one does it, once, and nothing is left', async () => {
  const jobs = await upload(await makeClip({ seconds: 6, size: '1280x720' }), 1);
  const first = await start();
  await until(async () => (await read(jobs[0]!.id)).percent > 0 && first.isAtWork());
  await kill(first);
  expect(readdirSync(folder)).toEqual([expect.stringContaining(first.id)]);
  const second = await start();
  expect(readdirSync(folder)).toEqual([expect.stringContaining(second.id)]);
  await until(async () => {
    await hurry();
    return areOver(jobs);
  });
  await kill(second);
  await expectAllDone(jobs, 6);
});

it('cancelling ends what another process does, at once: FFmpeg and all files are gone', async () => {
  const [job] = await upload(await makeClip({ seconds: 7, size: '1920x1080', hasSound: false }), 1);
  // It does not wait for its next heartbeat, which comes in a day.
  const worker = await start({ TRANSCODE_HEARTBEAT: '86400000' });
  await until(async () => (await read(job!.id)).state === 'ENCODING' && worker.holdStill());
  await house.as().get(TranscodeJobService).cancel(job!.id);
  await until(() => !worker.isAtWork());
  const kept = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });
  await until(() => kept().every((path) => !path.includes('/') || path.endsWith('/alive')));
  await kill(worker);
  await house.settle();
  const left: string[] = [];
  for await (const { key } of house.house.objects.list(`media/${job!.assetId}/`)) left.push(key);
  expect(left).toEqual([job!.objectKey]);
});

it.each(Array.from({ length: Number(runs ?? 1) }, (_, seed) => [seed, jobsOf(seed)]))(
  'three workers killed at random (seed %i): every one of %i jobs ends right, once; no file and no process is left',
  async (seed, count) => {
    const random = demoRandom(`kills ${seed}`);
    const jobs = await upload(await makeClip({ seconds: 12 }), count);
    const workers = await Promise.all([start(), start(), start()]);
    for (let kills = 0; kills <= count && !(await areOver(jobs)); kills += 1) {
      const victim = Math.floor(random() * workers.length);
      const isLate = random() < 0.5;
      // In the middle of something, or wherever it stands.
      await until(async () => !isLate || workers[victim]!.isAtWork() || (await areOver(jobs)));
      await kill(workers[victim]!);
      await hurry();
      workers[victim] = await start();
    }
    await until(async () => {
      await hurry();
      return areOver(jobs);
    });
    await Promise.all(workers.map(kill));
    await expectAllDone(jobs, 12);
  },
  900_000,
);
