import type { TranscodeResult } from '../../../kit/events/catalog';
import type { EncodePlan, Part } from '../ffmpeg';
import type { TaskResult } from '../task/outcome.service';

/** The plan of a video of ten seconds, to drive tasks by hand. */
export const plan: EncodePlan = {
  kind: 'VIDEO',
  start: 0,
  duration: 10,
  maxDuration: 20,
  pixels: 640 * 360,
  preset: 'veryfast',
  video: {
    index: 0,
    rate: { numerator: 30, denominator: 1 },
    gop: 60,
    frames: 300,
    tolerance: 2,
    rungs: [{ name: '360p', width: 640, height: 360, maxRate: 800_000 }],
    shift: 0,
    before: 1,
    toneMap: null,
  },
  audio: { index: 1, end: null },
  warnings: [],
};

export const whole: Part = { kind: 'WHOLE', index: 0, from: 0, to: 300, last: true, files: ['v360p.mp4', 'a.m4a'] };

/** So many parts of the picture, and the sound. */
export function split(count: number): Part[] {
  const length = 300 / count;
  const video = Array.from({ length: count }, (_, index): Part => {
    const last = index === count - 1;
    return { kind: 'VIDEO', index, from: index * length, to: (index + 1) * length, last, files: [`p${index}.mp4`] };
  });
  return [...video, { kind: 'AUDIO', index: count, from: 0, to: 0, last: true, files: ['a.m4a'] }];
}

export const probed = (parts: readonly Part[] = [whole]): TaskResult => ({ kind: 'PROBE', plan, parts });
export const encoded: TaskResult = { kind: 'ENCODE' };

const result: Omit<TranscodeResult, 'prefix'> = {
  duration: 10,
  width: 640,
  height: 360,
  frameRate: 30,
  hasAudio: true,
  hasVideo: true,
  renditions: [
    { name: '360p', width: 640, height: 360, bandwidth: 900_000, codecs: 'avc1.64001e', bytes: 3_000_000_000 },
  ],
  hls: 'master.m3u8',
  dash: 'manifest.mpd',
  poster: 'poster.jpg',
  storyboard: null,
  waveform: null,
  audioOnly: null,
};
export const packaged: TaskResult = { kind: 'PACKAGE', result };
