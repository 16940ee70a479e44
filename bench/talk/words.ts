/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const syllables = ['ba', 'co', 'du', 'fi', 'ga', 'ho', 'ku', 'la', 'mo', 'ne', 'po', 'ri', 'su', 'ta', 've', 'zo'];
const vocabulary = 5_000;

/** The word of a rank, from 0 on: the second is half as frequent as the first, the third a third, as in languages. */
export const wordOf = (rank: number): string =>
  [rank >> 8, (rank >> 4) & 15, rank & 15].map((digit) => syllables[digit % 16]! + (digit > 15 ? 'n' : '')).join('');

export function sentence(random: () => number, length: number): string {
  return Array.from({ length }, () => wordOf(Math.floor(vocabulary ** random()) - 1)).join(' ');
}
