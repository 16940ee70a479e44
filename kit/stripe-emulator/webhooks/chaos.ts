/** What may go wrong on the way of webhooks; each share is from 0 to 1. */
export interface Chaos {
  /** The same seed loses, doubles and delays the same ones, and with one lane delivers them in the same order. */
  readonly seed: number;
  /** Share of deliveries that are made twice. */
  readonly duplicate?: number;
  /** Share of deliveries that are never made. */
  readonly drop?: number;
  /** Up to so many seconds late, by the emulator's clock. */
  readonly delay?: number;
  /** The next delivery is any of so many that wait. */
  readonly shuffle?: number;
  /** How many are on their way at a time; 4 unless told. */
  readonly lanes?: number;
}

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
