import { timescale } from './encode-arguments';
import { ownGuard } from './guard';
import { videoFile, type Part } from './parts';
import type { VideoPlan } from './plan';
import type { FrameRate } from './rate';
import { words } from './words';

/** The list that FFmpeg joins: each part with its exact length, so that the next begins where its frames belong. */
export const joinList = (parts: readonly Part[], rung: string, counts: readonly number[], rate: FrameRate): string =>
  [
    'ffconcat version 1.0',
    ...parts.flatMap((part, at) => [
      `file ${videoFile(rung, part.index)}`,
      `duration ${((counts[at]! * rate.denominator) / rate.numerator).toFixed(6)}`,
    ]),
    '',
  ].join('\n');

/** Copies the parts of a list into one file, without encoding again. */
export const joinArguments = (list: string, file: string, { rate }: VideoPlan): readonly string[] =>
  words(
    ['-nostdin', '-hide_banner', '-v', 'warning', '-y', '-nostats'],
    ownGuard('concat,mov'),
    ['-f', 'concat', '-i', list],
    ['-map', '0:v:0', '-c', 'copy', '-map_metadata', '-1', '-video_track_timescale', String(timescale(rate)), file],
  );
