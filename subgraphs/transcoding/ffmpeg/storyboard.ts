import type { Rung } from './ladder';
import type { VideoPlan } from './plan';
import { perSecond } from './rate';

/** Pictures of one sprite, across and down. */
const GRID = 5;
/** Pixels of a picture's long side. */
const LONG = 160;
/** Seconds between pictures, at least. */
const APART = 4;
/** Pictures of a whole video, about, at most. */
const MOST = 400;

export const STORYBOARD_FILE = 'storyboard.vtt';
export const STORYBOARD_FOLDER = 'storyboard';

/** Small pictures for the seek bar, in sprites. */
export interface Storyboard {
  readonly width: number;
  readonly height: number;
  /** Key frames from one picture to the next: only those are decoded. */
  readonly every: number;
  /** Seconds from one picture to the next. */
  readonly interval: number;
  readonly count: number;
  /** Seconds of the video. */
  readonly duration: number;
}

/** @param frames of the encoded video */
export function storyboardOf(video: VideoPlan, frames: number): Storyboard {
  const duration = frames / perSecond(video.rate);
  const group = video.gop / perSecond(video.rate);
  // A little less than exact, as a group of 29.97 lasts 2.002 seconds.
  const every = Math.max(1, Math.ceil(Math.max(APART, duration / MOST) / group - 0.01));
  const { width, height } = small(video.rungs[0]!);
  return { width, height, every, interval: every * group, count: Math.ceil(frames / video.gop / every), duration };
}

function small({ width, height }: Rung): { width: number; height: number } {
  const scale = LONG / Math.max(width, height);
  const even = (value: number): number => Math.max(2, Math.round((value * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** Filters that turn the key frames of a rendition into sprites. */
export const storyboardFilters = ({ every, width, height }: Storyboard): string =>
  `select=not(mod(n\\,${every})),scale=${width}:${height},setsar=1,tile=${GRID}x${GRID}`;

/** WebVTT that names, for each span of time, a sprite and the picture in it (`#xywh`, W3C Media Fragments). */
export function storyboardText(board: Storyboard): string {
  const cues = Array.from({ length: board.count }, (_, at) => {
    const place = at % (GRID * GRID);
    const sprite = String(Math.floor(at / (GRID * GRID)) + 1).padStart(3, '0');
    const x = (place % GRID) * board.width;
    const y = Math.floor(place / GRID) * board.height;
    const end = Math.min(board.duration, (at + 1) * board.interval);
    return (
      `${vttTime(at * board.interval)} --> ${vttTime(end)}\n` +
      `${STORYBOARD_FOLDER}/${sprite}.jpg#xywh=${x},${y},${board.width},${board.height}\n`
    );
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

/** `01:02:03.004` */
export function vttTime(seconds: number): string {
  const all = Math.round(seconds * 1000);
  const part = (value: number, digits = 2): string => String(Math.floor(value)).padStart(digits, '0');
  return `${part(all / 3_600_000)}:${part((all / 60_000) % 60)}:${part((all / 1000) % 60)}.${part(all % 1000, 3)}`;
}
