import { timingSafeEqual } from 'node:crypto';

/** Compares a MAC or a key with the right one, without telling by the time it takes how much was right. */
export function isSameText(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
