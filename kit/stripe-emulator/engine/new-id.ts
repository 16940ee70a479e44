import { randomFillSync } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Bytes from here on would favour the first letters. */
const FAIR = 256 - (256 % LETTERS.length);

/** Asked for many at a time: an id each is what most requests make. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

/** Letters and digits that nobody guesses. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    const byte = nextByte();
    if (byte < FAIR) text += LETTERS[byte % LETTERS.length];
  }
  return text;
}

function nextByte(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool[used++] ?? FAIR;
}

/** An id as Stripe makes them: `pi_3QxAb…`. */
export function newId(prefix: string, length = 24): string {
  return `${prefix}_${randomText(length)}`;
}
