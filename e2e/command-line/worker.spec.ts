import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownPostgres } from '../../kit/testing/own-postgres';
import { Command, run } from '../harness/command';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-worker-command-'));
chmodSync(folder, 0o755);

const postgres = ownPostgres(join(folder, 'postgres'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (): Record<string, string> => ({
  LYCEUM_DATA: folder,
  LOG_LEVEL: 'info',
  DATABASE_URL: postgres.url,
  LYCEUM_SECRET: 'a secret that only tests know, forty-two',
});

it('a worker starts, says what it works with, and ends cleanly, with nothing left in its folder', async () => {
  const worker = new Command(['worker', 'transcoding'], environment());
  await worker.says('The transcoding worker is ready, for 1 at a time.');
  expect(readdirSync(join(folder, 'transcoding'))).toHaveLength(1);
  const { code, output } = await worker.signal('SIGTERM');
  expect(code).toBe(0);
  for (const program of ['ffmpeg', 'ffprobe', 'packager']) expect(output).toMatch(new RegExp(`${program} [\\w.-]+, `));
  expect(readdirSync(join(folder, 'transcoding'))).toEqual([]);
});

it('names what it lacks, and ends', async () => {
  const { code, output } = await run(['worker', 'transcoding'], { ...environment(), FFMPEG_PATH: '/nowhere/ffmpeg' });
  expect(code).toBe(1);
  expect(output).toContain('/nowhere/ffmpeg: no such file');
});

it('knows which workers there are', async () => {
  const { code, output } = await run(['worker', 'dreams'], environment());
  expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('There are: transcoding.') });
});
