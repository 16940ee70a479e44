import type { EncodePlan } from './plan';
import { perSecond } from './rate';

/** A piece of work that one worker does. */
export interface Part {
  /** WHOLE: picture and sound in one run. VIDEO: frames [from, to) of the picture. AUDIO: the sound. */
  readonly kind: 'WHOLE' | 'VIDEO' | 'AUDIO';
  readonly index: number;
  /** First frame. */
  readonly from: number;
  /** The frame after the last one; the last part goes on to the end of the source. */
  readonly to: number;
  readonly last: boolean;
  /** Files that encoding it leaves in its folder. */
  readonly files: readonly string[];
}

export interface SplitOptions {
  /** Seconds from which on a video is split. */
  readonly splitFrom?: number;
  /** Seconds of one part, about. */
  readonly partSeconds?: number;
}

export const AUDIO_FILE = 'audio.m4a';

/** The file of one rung: of the whole video, or of one of its parts. */
export const videoFile = (rung: string, part?: number): string =>
  part === undefined ? `${rung}.mp4` : `p${String(part).padStart(4, '0')}-${rung}.mp4`;

/** The work of a plan: one run, or for long videos parts that begin at key frames, and the sound once. */
export function partsOf(plan: EncodePlan, { splitFrom = 240, partSeconds = 120 }: SplitOptions = {}): readonly Part[] {
  const { video, audio } = plan;
  const sound = audio ? [AUDIO_FILE] : [];
  if (!video) return [{ kind: 'AUDIO', index: 0, from: 0, to: 0, last: true, files: sound }];
  const { frames, gop, rungs, rate } = video;
  const count = frames / perSecond(rate) < splitFrom ? 1 : Math.ceil(frames / perSecond(rate) / partSeconds);
  const size = Math.ceil(frames / count / gop) * gop;
  if (count === 1 || size >= frames) {
    const files = [...rungs.map(({ name }) => videoFile(name)), ...sound];
    return [{ kind: 'WHOLE', index: 0, from: 0, to: frames, last: true, files }];
  }
  const starts = Array.from({ length: Math.ceil(frames / size) }, (_, index) => index * size);
  const pictures = starts.map((from, index): Part => ({
    kind: 'VIDEO',
    index,
    from,
    to: Math.min(frames, from + size),
    last: index === starts.length - 1,
    files: rungs.map(({ name }) => videoFile(name, index)),
  }));
  const end = pictures.length;
  return audio ? [...pictures, { kind: 'AUDIO', index: end, from: 0, to: 0, last: true, files: sound }] : pictures;
}
