/** Frames per second as an exact fraction: 29.97 is 30000/1001. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

/** The most frames per second that are encoded. */
const MOST = 60;
/** A rate this close to a common one is that one: containers round (29.97 is written as 2997/100). */
const CLOSE = 0.0015;

const rate = (numerator: number, denominator = 1): FrameRate => ({ numerator, denominator });

const COMMON: readonly FrameRate[] = [
  rate(24_000, 1001),
  rate(24),
  rate(25),
  rate(30_000, 1001),
  rate(30),
  rate(48),
  rate(50),
  rate(60_000, 1001),
  rate(60),
];

export const perSecond = ({ numerator, denominator }: FrameRate): number => numerator / denominator;

/** As FFmpeg reads it: `30000/1001`. */
export const rateText = ({ numerator, denominator }: FrameRate): string => `${numerator}/${denominator}`;

/** FFmpeg's `30000/1001`; null for what is no rate, such as `0/0`. */
export function parseRate(text: string | undefined): FrameRate | null {
  const [, numerator, denominator] = /^(\d+)\/(\d+)$/.exec(text ?? '') ?? [];
  const parsed = rate(Number(numerator), Number(denominator));
  return parsed.numerator > 0 && parsed.denominator > 0 ? parsed : null;
}

const nearestCommon = (value: number): FrameRate | undefined =>
  COMMON.toSorted((a, b) => Math.abs(perSecond(a) - value) - Math.abs(perSecond(b) - value)).find(
    (common) => Math.abs(perSecond(common) / value - 1) <= CLOSE,
  );

/**
 * The constant rate that a source is encoded at: its own where it is constant, the next common one where it varies,
 * an even part of it above 60.
 * @param average frames per second over the whole source @param base the rate that all of its timestamps fit; null when unknown
 */
export function encodedRate(average: FrameRate | null, base: FrameRate | null): FrameRate {
  const known = average ?? base;
  if (!known) return rate(30);
  const value = perSecond(known);
  if (value > MOST * (1 + CLOSE)) {
    const part = value / Math.ceil(value / MOST - CLOSE);
    return nearestCommon(part) ?? rate(Math.round(part));
  }
  const common = nearestCommon(value);
  if (common) return common;
  const constant = base && average && Math.abs(perSecond(base) / value - 1) <= CLOSE;
  if (constant && value >= 1 && known.numerator <= 120_000 && known.denominator <= 1001) return known;
  if (constant || value < 10) return rate(Math.max(1, Math.ceil(value - CLOSE)));
  return COMMON.find((common) => perSecond(common) >= value) ?? rate(MOST);
}
