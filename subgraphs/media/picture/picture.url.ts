/** Milliseconds: a URL stays the same for so long, so that browsers and answers that are kept show the same picture. */
const window = 6 * 60 * 60 * 1_000;

/** Seconds until the end of the next window: between one and two windows. */
export function stableLifetime(now: Date): number {
  const end = (Math.floor(now.getTime() / window) + 2) * window;
  return Math.floor(end / 1_000) - Math.floor(now.getTime() / 1_000);
}
