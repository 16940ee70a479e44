import { perSecond, type FrameRate } from './rate';

/** One size of the ladder. */
export interface Rung {
  /** By the short side, such as `720p`; also the folder of its segments. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Bits per second at most. */
  readonly maxRate: number;
}

/** Short sides in pixels, with the bits per second at most up to 30 frames per second. */
const SIDES: readonly (readonly [number, number])[] = [
  [360, 800_000],
  [480, 1_400_000],
  [720, 3_000_000],
  [1080, 5_500_000],
];

/** More frames per second differ less from each other. */
const FAST = 1.5;

/** Players and encoders want even sizes; rounding never goes past the source. */
const even = (value: number, most: number): number =>
  Math.max(2, Math.min(Math.round(value / 2) * 2, Math.floor(most / 2) * 2));

/**
 * The sizes that a picture is encoded in, small first: by the short side, so that portrait gets as many pixels as
 * landscape, and never larger than the source. A source below the smallest gets its own size.
 */
export function rungsOf(width: number, height: number, rate: FrameRate): readonly Rung[] {
  const short = Math.min(width, height);
  const factor = perSecond(rate) > 30.5 ? FAST : 1;
  const fitting = SIDES.filter(([side]) => side <= short);
  const own: readonly (readonly [number, number])[] = [[even(short, short), ownRate(short)]];
  return (fitting.length > 0 ? fitting : own).map(([side, bits]) => ({
    name: `${side}p`,
    ...scaled(width, height, side),
    maxRate: Math.round(bits * factor),
  }));
}

function scaled(width: number, height: number, side: number): { width: number; height: number } {
  const scale = side / Math.min(width, height);
  return width < height
    ? { width: side, height: even(height * scale, height) }
    : { width: even(width * scale, width), height: side };
}

/** Below the ladder bits go with the area, down to what a still picture needs. */
function ownRate(short: number): number {
  const [side, bits] = SIDES[0]!;
  return Math.max(150_000, Math.round((bits * (short / side) ** 2) / 1000) * 1000);
}
