import { partsOf } from './parts';
import { planOf, type EncodePlan } from './plan';
import type { SourceFacts, VideoFacts } from './source-facts';

const facts = (change: Partial<VideoFacts> = {}, more: Partial<SourceFacts> = {}): SourceFacts => ({
  bytes: 1,
  start: 0,
  duration: 600,
  container: 'mov',
  video: {
    index: 0,
    codec: 'h264',
    width: 640,
    height: 360,
    pixels: 230_400,
    rotation: 0,
    constantRate: true,
    rate: { numerator: 30_000, denominator: 1001 },
    start: 0,
    end: 600,
    pixelFormat: 'yuv420p',
    hdr: null,
    ...change,
  },
  audio: { index: 1, codec: 'aac', channels: 6, sampleRate: 48_000, end: 600 },
  ...more,
});

const plan = (change?: Partial<VideoFacts>, more?: Partial<SourceFacts>): EncodePlan =>
  planOf(facts(change, more), { toneMapping: true });

it('has key frames about every two seconds', () => {
  expect(plan().video).toMatchObject({ gop: 60, frames: 17_982, shift: 0 });
  expect(plan({ rate: { numerator: 25, denominator: 1 } }).video).toMatchObject({ gop: 50, frames: 15_000 });
  expect(plan({ rate: { numerator: 24_000, denominator: 1001 } }).video?.gop).toBe(48);
  expect(plan({ rate: { numerator: 1, denominator: 1 } }).video?.gop).toBe(2);
});

it('shows frames earlier by what they are off the grid of the rate, by less than one', () => {
  const at = (start: number): EncodePlan['video'] =>
    plan({ start, end: start + 8, rate: { numerator: 25, denominator: 1 } }).video;
  expect(at(0.023)).toMatchObject({ frames: 200, shift: 0.023 });
  expect(at(0.063)!.shift).toBeCloseTo(0.023);
  expect(at(0.063)!.frames).toBe(201);
  expect(at(0.04)!.shift).toBe(0);
  expect(at(0.001)!.shift).toBe(0);
});

it('is decoded a little before each part where an index has the key frames, and much where nothing says where they are', () => {
  expect(plan().video!.before).toBe(1);
  expect(plan({}, { container: 'matroska,webm' }).video!.before).toBe(1);
  expect(plan({}, { container: 'mpegts' }).video!.before).toBe(12);
  // What is shown at a moment may have come long before it.
  expect(plan({ constantRate: false }).video!.before).toBe(12);
});

it('maps HDR where FFmpeg can, and warns where it cannot', () => {
  const hdr = facts({ hdr: 'HLG' });
  expect(planOf(hdr, { toneMapping: true })).toMatchObject({ video: { toneMap: 'HLG' }, warnings: [] });
  expect(planOf(hdr, { toneMapping: false })).toMatchObject({
    video: { toneMap: null },
    warnings: ['HDR_NOT_TONE_MAPPED'],
  });
});

it('stops a little after the announced end', () => {
  expect(plan().maxDuration).toBe(605);
  expect(plan({ end: 700 }).maxDuration).toBe(705);
});

it('is plain data', () => {
  expect(JSON.parse(JSON.stringify(plan()))).toEqual(plan());
});

describe('parts', () => {
  it('of a short video are one run', () => {
    const short = plan({ end: 200 }, { duration: 200 });
    expect(partsOf(short)).toEqual([
      { kind: 'WHOLE', index: 0, from: 0, to: 5994, last: true, files: ['360p.mp4', 'audio.m4a'] },
    ]);
  });

  it('of sound alone are the sound', () => {
    const sound = planOf(facts({}, { video: null }), { toneMapping: true });
    expect(partsOf(sound)).toEqual([{ kind: 'AUDIO', index: 0, from: 0, to: 0, last: true, files: ['audio.m4a'] }]);
  });

  it('of a long video begin at key frames, follow each other, and have the sound once', () => {
    const parts = partsOf(plan(), { partSeconds: 120 });
    const pictures = parts.filter(({ kind }) => kind === 'VIDEO');
    expect(pictures).toHaveLength(5);
    expect(pictures.every(({ from }) => from % 60 === 0)).toBe(true);
    expect(pictures.slice(1).map(({ from }) => from)).toEqual(pictures.slice(0, -1).map(({ to }) => to));
    expect([pictures[0]!.from, pictures.at(-1)!.to]).toEqual([0, 17_982]);
    expect(pictures.map(({ last }) => last)).toEqual([false, false, false, false, true]);
    expect(parts.at(-1)).toMatchObject({ kind: 'AUDIO', index: 5, files: ['audio.m4a'] });
    expect(new Set(parts.flatMap(({ files }) => files)).size).toBe(6);
  });

  it('of a silent video have no sound', () => {
    expect(partsOf(plan({}, { audio: null })).filter(({ kind }) => kind === 'AUDIO')).toEqual([]);
  });

  it('are about as long as each other, whatever the length', () => {
    for (let end = 240; end < 2000; end += 37.3) {
      const parts = partsOf(plan({ end }, { duration: end, audio: null }));
      const lengths = parts.map(({ from, to }) => to - from);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(plan({ end }).video!.frames);
      expect(Math.min(...lengths)).toBeGreaterThan(0);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(125 * 30);
    }
  });
});
