import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestSources, type SourceName } from '../testing/sources';
import { count } from './count';
import {
  encodePart,
  findTools,
  finishParts,
  partsOf,
  planOf,
  probeSource,
  transcode,
  type EncodePlan,
  type Part,
  type Progress,
  type Tools,
  type TranscodeResult,
} from './index';
import { mediaPlaylist } from './playlists';

let tools: Tools;
let sources: TestSources;
let folder: string;

beforeAll(async () => {
  tools = await findTools();
  sources = new TestSources(tools);
  folder = await mkdtemp(join(tmpdir(), 'lyceum-split-'));
});

afterAll(async () => {
  sources.close();
  await rm(folder, { recursive: true, force: true });
});

const output = (name: string): string => join(folder, name);

async function planFor(name: SourceName): Promise<EncodePlan> {
  const facts = await probeSource(tools, sources.path(name));
  return planOf(facts, { toneMapping: tools.toneMapping, preset: 'ultrafast' });
}

/** As two workers would: every other part each, the last first. */
async function prepareInParts(name: SourceName, partSeconds: number): Promise<[TranscodeResult, readonly Part[]]> {
  const plan = await planFor(name);
  const parts = partsOf(plan, { splitFrom: 2, partSeconds });
  const partsFolder = output(`${name}.parts`);
  const worker = async (mine: readonly Part[]): Promise<void> => {
    for (const part of mine) await encodePart(tools, sources.path(name), partsFolder, plan, part);
  };
  const shares = [0, 1].map((share) => parts.toReversed().filter((_, at) => at % 2 === share));
  await Promise.all(shares.map(worker));
  return [await finishParts(tools, partsFolder, output(`${name}.split`), plan, parts), parts];
}

const ffmpeg = (...args: readonly string[]): string =>
  execFileSync(tools.ffmpeg.path, ['-nostdin', '-v', 'error', ...args], { encoding: 'utf8', maxBuffer: 50_000_000 });

/** How alike each frame of two renditions is, in decibels: a frame that is missing or doubled differs from there on. */
function likeness(one: string, other: string): readonly number[] {
  const inputs = ['-i', join(one, 'index.m3u8'), '-i', join(other, 'index.m3u8')];
  const lines = ffmpeg(...inputs, '-lavfi', '[0:v][1:v]psnr=stats_file=-', '-f', 'null', '-').split('\n');
  return lines.flatMap((line) => {
    const value = /psnr_avg:(\S+)/.exec(line)?.[1];
    return value === undefined ? [] : [value === 'inf' ? Infinity : Number(value)];
  });
}

it.each<[SourceName, number, number, number]>([
  ['2997.mp4', 2, 3, 180],
  ['vfr.mkv', 1.9, 2, 120],
  ['open-gop.ts', 2, 4, 200],
  ['open-gop.mp4', 2, 6, 300],
  ['open-gop.mkv', 2, 6, 300],
  ['long-gop.ts', 10, 3, 750],
])('joins %s, in parts of %d s, without a gap or a doubled frame', async (name, partSeconds, count, frames) => {
  const [result, parts] = await prepareInParts(name, partSeconds);
  const whole = await transcode(tools, sources.path(name), output(`${name}.whole`), { preset: 'ultrafast' });
  expect(parts.filter(({ kind }) => kind === 'VIDEO')).toHaveLength(count);
  expect(parts.filter(({ kind }) => kind === 'AUDIO')).toHaveLength(1);
  expect(result.frames).toBe(frames);
  expect({ ...result, renditions: [] }).toEqual({ ...whole, renditions: [] });
  const rung = result.renditions[0]!.name;
  const alike = likeness(join(output(`${name}.split`), rung), join(output(`${name}.whole`), rung));
  expect(alike).toHaveLength(frames);
  expect(Math.min(...alike)).toBeGreaterThan(24);
});

it('keeps sound and picture together, and segments of all renditions at the same moments', async () => {
  const [result] = await prepareInParts('flash.mp4', 4);
  expect(result.renditions.map(({ name }) => name)).toEqual(['360p', '480p']);
  const lists = await Promise.all(
    ['360p', '480p'].map((rung) => readFile(join(output('flash.mp4.split'), rung, 'index.m3u8'), 'utf8')),
  );
  expect(lists[0]).toBe(lists[1]);
  expect(mediaPlaylist(lists[0]!)).toMatchObject({ segments: ['00001.m4s', '00002.m4s', '00003.m4s'] });
  const master = join(output('flash.mp4.split'), 'master.m3u8');
  const flash = ffmpeg(
    '-i',
    master,
    '-map',
    '0:v:0',
    '-vf',
    'blackframe=amount=50,metadata=print:file=-',
    '-f',
    'null',
    '-',
  );
  const lastBlack = Math.max(...[...flash.matchAll(/pts_time:([\d.]+)/g)].map(([, time]) => Number(time)));
  const loud = ffmpeg(
    '-i',
    master,
    '-map',
    '0:a:0',
    '-af',
    'silencedetect=d=1,ametadata=print:file=-',
    '-f',
    'null',
    '-',
  );
  const silentUntil = Number(/silence_end=([\d.]+)/.exec(loud)?.[1]);
  const white = lastBlack + 1 / result.frameRate!;
  expect(white).toBeCloseTo(5, 1);
  expect(Math.abs(silentUntil - white)).toBeLessThan(0.045);
});

it('finds frames that a seek missed by decoding more of the source', async () => {
  const plan = await planFor('long-gop.ts');
  // Twelve seconds before it no key frame comes for thirteen seconds.
  const part: Part = { kind: 'VIDEO', index: 3, from: 675, to: 725, last: false, files: ['p0003-180p.mp4'] };
  const runs: number[] = [];
  const onProgress = ({ done }: Progress): void => void runs.push(done);
  await encodePart(tools, sources.path('long-gop.ts'), output('missed'), plan, part, { onProgress });
  expect(runs).toContain(25);
  expect(runs.at(-1)).toBe(50);
  expect(await count(tools, output('missed'), part.files[0]!)).toEqual({ frames: 50, duration: 2 });
});

it('leaves nothing of a part whose frames the source does not have', async () => {
  const plan = await planFor('silent.mp4');
  const beyond: Part = { kind: 'VIDEO', index: 7, from: 100, to: 150, last: false, files: ['p0007-180p.mp4'] };
  const encoding = encodePart(tools, sources.path('silent.mp4'), output('beyond'), plan, beyond);
  await expect(encoding).rejects.toMatchObject({ reason: 'TRUNCATED' });
  await expect(readFile(join(output('beyond'), beyond.files[0]!))).rejects.toThrow('ENOENT');
});

it('refuses to join parts of which one is missing', async () => {
  const plan = await planFor('2997.mp4');
  const parts = partsOf(plan, { splitFrom: 2, partSeconds: 2 });
  await encodePart(tools, sources.path('2997.mp4'), output('some'), plan, parts[0]!);
  const finishing = finishParts(tools, output('some'), output('some.out'), plan, parts);
  await expect(finishing).rejects.toMatchObject({ name: 'TranscodeError' });
  await expect(readFile(join(output('some.out'), 'master.m3u8'))).rejects.toThrow('ENOENT');
});

const all = process.env.LYCEUM_TEST_ALL === '1';
const everything = all ? it : it.skip;
if (!all) process.stderr.write('Skipped, it takes a minute (LYCEUM_TEST_ALL=1 runs it): twenty minutes in parts\n');

everything(
  'prepares twenty minutes in parts',
  async () => {
    const [result, parts] = await prepareInParts('twenty-minutes.mp4', 120);
    expect(parts.filter(({ kind }) => kind === 'VIDEO')).toHaveLength(10);
    expect(result).toMatchObject({ frames: 6000, duration: 1200, hasAudio: true });
    const sound = mediaPlaylist(
      await readFile(join(output('twenty-minutes.mp4.split'), 'audio', 'index.m3u8'), 'utf8'),
    );
    expect(sound.duration).toBeCloseTo(1200, 0);
  },
  900_000,
);
