import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestSources, type SourceName } from '../testing/sources';
import { findTools, transcode, type Tools, type TranscodeOptions, type TranscodeResult } from './index';
import { mediaPlaylist } from './playlists';
import type { Waveform } from './waveform';

let tools: Tools;
let sources: TestSources;
let folder: string;

beforeAll(async () => {
  tools = await findTools();
  sources = new TestSources(tools);
  folder = await mkdtemp(join(tmpdir(), 'lyceum-transcode-'));
});

afterAll(async () => {
  sources.close();
  await rm(folder, { recursive: true, force: true });
});

const output = (name: string): string => join(folder, name);

const prepare = (name: SourceName, options: TranscodeOptions = {}, into: string = name): Promise<TranscodeResult> =>
  transcode(tools, sources.path(name), output(into), { preset: 'ultrafast', ...options });

/** What players decode: the frames of a rendition and their colours, from its segments. */
const decoded = (playlist: string): string =>
  execFileSync(tools.ffmpeg.path, ['-v', 'error', '-i', playlist, '-map', '0:v:0', '-f', 'framecrc', 'pipe:1'], {
    encoding: 'utf8',
  });

const frameLines = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('0,'));

/** Each source is prepared once; the tests read what came out. */
it.each<[SourceName, Partial<TranscodeResult>, readonly string[]]>([
  ['portrait.mp4', { width: 360, height: 640, frames: 60, duration: 2, frameRate: 30 }, ['360p']],
  ['vfr.mkv', { width: 320, height: 180, frames: 120, duration: 4, frameRate: 30 }, ['180p']],
  ['2997.mp4', { width: 640, height: 360, frames: 180, duration: 6.006, frameRate: 30_000 / 1001 }, ['360p']],
  ['120.mp4', { frames: 60, duration: 1, frameRate: 60, hasAudio: false }, ['180p']],
  ['silent.mp4', { frames: 50, hasAudio: false, waveform: null, audioOnly: null }, ['180p']],
  ['surround.mkv', { frames: 125, duration: 5, hasAudio: true }, ['180p']],
  ['odd.mkv', { width: 852, height: 480, frames: 50 }, ['360p', '480p']],
  ['ten-bit.mkv', { frames: 50, warnings: [] }, ['180p']],
  ['open-gop.ts', { frames: 200, duration: 8, frameRate: 25 }, ['180p']],
  ['three-seconds.mp4', { frames: 75, duration: 3, poster: 'poster.jpg' }, ['360p', '480p', '720p']],
])('prepares %s with the frames and the length of the source', async (name, expected, rungs) => {
  const result = await prepare(name);
  expect(result).toMatchObject(expected);
  expect(result.renditions.map((rendition) => rendition.name)).toEqual(rungs);
  for (const { name: rung, width, height, codecs, bandwidth, bytes } of result.renditions) {
    const frames = frameLines(decoded(join(output(name), rung, 'index.m3u8')));
    expect(frames).toHaveLength(result.frames!);
    // The luminance and two quarter-size colours of 8 bits each.
    expect(Number(frames[0]!.split(',')[4])).toBe(width * height * 1.5);
    expect(codecs).toMatch(result.hasAudio ? /^avc1\.\w+,mp4a\.40\.2$/ : /^avc1\.\w+$/);
    expect(bandwidth).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(0);
  }
  const files = [result.hls, result.dash, result.poster, result.storyboard, result.waveform, result.audioOnly];
  for (const file of files) if (file !== null) expect(existsSync(join(output(name), file))).toBe(true);
  expect(await readdir(folder)).toEqual(expect.not.arrayContaining([`${name}.parts`]));
  expect(await readdir(output(name))).not.toContain('.work');
});

describe('one set of segments', () => {
  const into = 'set';
  beforeAll(() => prepare('three-seconds.mp4', {}, into));

  it('is listed by HLS with an audio group, codecs and I-frame playlists, and by DASH', async () => {
    const master = await readFile(join(output(into), 'master.m3u8'), 'utf8');
    expect(master.match(/#EXT-X-STREAM-INF:.*AUDIO="audio"/g)).toHaveLength(3);
    expect(master.match(/#EXT-X-I-FRAME-STREAM-INF:/g)).toHaveLength(3);
    expect(master).toContain('#EXT-X-MEDIA:TYPE=AUDIO,URI="audio/index.m3u8"');
    const manifest = await readFile(join(output(into), 'manifest.mpd'), 'utf8');
    expect(manifest.match(/media="\w+\/\$Number%05d\$\.m4s"/g)).toHaveLength(4);
  });

  it('has segments that begin and end at the same moments in every rendition', async () => {
    const lists = await Promise.all(
      ['360p', '480p', '720p'].map((rung) => readFile(join(output(into), rung, 'index.m3u8'), 'utf8')),
    );
    expect(new Set(lists).size).toBe(1);
    expect(mediaPlaylist(lists[0]!)).toEqual({ duration: 3, segments: ['00001.m4s'], complete: true });
  });

  it('has a waveform with the peaks of the tone', async () => {
    const waveform = JSON.parse(await readFile(join(output(into), 'waveform.json'), 'utf8')) as Waveform;
    expect(waveform.data).toHaveLength(waveform.length * 2);
    expect((waveform.length * waveform.samples_per_pixel) / waveform.sample_rate).toBeCloseTo(3, 0);
    expect(Math.max(...waveform.data)).toBeGreaterThan(10);
    expect(Math.min(...waveform.data)).toBeLessThan(-10);
  });
});

it('turns HDR into the colours of ordinary screens where FFmpeg can, and says so where it cannot', async () => {
  const mapped = await prepare('hdr.mkv');
  const { warnings, renditions } = await transcode(
    { ...tools, toneMapping: false },
    sources.path('hdr.mkv'),
    output('pale'),
    {
      preset: 'ultrafast',
    },
  );
  expect(mapped.warnings).toEqual([]);
  expect(warnings).toEqual(['HDR_NOT_TONE_MAPPED']);
  expect(renditions).toHaveLength(1);
  const pictures = ['hdr.mkv', 'pale'].map((name) => decoded(join(output(name), '180p', 'index.m3u8')));
  expect(pictures[0]).not.toBe(pictures[1]);
});

it('turns the picture as the display matrix says, rather than to stretch it', async () => {
  const picture = 'color=black:s=640x360:r=25:d=1,drawbox=w=640:h=180:c=white:t=fill';
  sources.make(['-f', 'lavfi', '-i', picture, '-c:v', 'libx264', '-preset', 'ultrafast'], 'top.mp4');
  const turned = sources.make(['-display_rotation', '90', '-i', 'top.mp4', '-c', 'copy'], 'left.mp4');
  await transcode(tools, turned, output('left'), { preset: 'ultrafast' });
  const list = join(output('left'), '360p', 'index.m3u8');
  const quarters = ['-frames:v', '1', '-vf', 'scale=2:2:flags=area,format=gray', '-f', 'rawvideo', 'pipe:1'];
  const [topLeft, topRight, bottomLeft, bottomRight] = execFileSync(tools.ffmpeg.path, [
    '-v',
    'error',
    '-i',
    list,
    ...quarters,
  ]);
  // What was on top is on the left, a quarter counterclockwise.
  expect(Math.min(topLeft!, bottomLeft!)).toBeGreaterThan(200);
  expect(Math.max(topRight!, bottomRight!)).toBeLessThan(50);
});

it('prepares what a browser recorded: without a length and an index', async () => {
  const path = sources.stream(['-i', sources.path('2997.mp4'), '-c', 'copy', '-f', 'matroska'], 'recorded.webm');
  const { frames, duration } = await transcode(tools, path, output('recorded'), { preset: 'ultrafast' });
  expect({ frames, duration }).toEqual({ frames: 180, duration: 6.006 });
});

it('prepares sound alone', async () => {
  const result = await prepare('sound.mp3', { kind: 'AUDIO' });
  expect(result).toMatchObject({ hasVideo: false, hasAudio: true, renditions: [], width: null, poster: null });
  expect(result.duration).toBeCloseTo(3, 1);
  const master = await readFile(join(output('sound.mp3'), 'master.m3u8'), 'utf8');
  expect(master).toContain('mp4a.40.2');
  expect(master).toContain('audio/index.m3u8');
});

it('encrypts by cbcs with a raw key, which is named but not written', async () => {
  const key = { keyId: '00112233445566778899aabbccddeeff', key: 'ffeeddccbbaa99887766554433221100' };
  const encryption = { ...key, keyUri: 'https://keys.example/1' };
  await prepare('silent.mp4', { encryption }, 'encrypted');
  const list = await readFile(join(output('encrypted'), '180p', 'index.m3u8'), 'utf8');
  expect(list).toContain('#EXT-X-KEY:METHOD=SAMPLE-AES,URI="https://keys.example/1"');
  const manifest = await readFile(join(output('encrypted'), 'manifest.mpd'), 'utf8');
  expect(manifest).toContain('cenc:default_KID="00112233-4455-6677-8899-aabbccddeeff"');
  for (const file of await readdir(output('encrypted'), { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = await readFile(join(file.parentPath, file.name));
    expect(bytes.includes(Buffer.from(key.key, 'hex')) || bytes.includes(key.key)).toBe(false);
  }
});

it('tells encoded frames of all', async () => {
  const told: [number, number][] = [];
  await prepare('silent.mp4', { onProgress: ({ done, total }) => told.push([done, total]) }, 'told');
  expect(told.at(-1)).toEqual([50, 50]);
  expect(told).toEqual(told.toSorted(([a], [b]) => a - b));
});

it('ends when it is cancelled, and leaves no file', async () => {
  const cancel = new AbortController();
  const running = prepare(
    'three-seconds.mp4',
    { signal: cancel.signal, preset: 'veryslow', onProgress: () => cancel.abort() },
    'cancelled',
  );
  await expect(running).rejects.toMatchObject({ reason: 'CANCELLED', retryable: false });
  expect((await readdir(folder)).filter((name) => name.startsWith('cancelled'))).toEqual([]);
});
