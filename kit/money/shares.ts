import { allocate as hand, dinero, toSnapshot } from 'dinero.js/bigint';

/** Dinero wants to know; nothing here depends on it. */
const anyCurrency = { code: 'XXX', base: 10n, exponent: 0n };

/** Adds up. */
export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/**
 * Cuts an amount into parts that are as near to the weights as whole minor units allow and together exactly the amount:
 * what is left of rounding down goes to the largest remainders, of equal ones to the first. Equal parts where all weights
 * are 0. No part of an amount up to the sum of the weights is larger than its weight.
 */
export function allocate(minor: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('A weight is not negative.');
  const total = sum(weights);
  if (total === 0n) return weights.length === 0 ? [] : split(minor, weights.length);
  const floors = weights.map((weight) => (minor * weight) / total);
  const left = minor - sum(floors);
  if (left === 0n) return floors;
  const remainders = weights.map((weight) => size((minor * weight) % total));
  const rest = hand(
    dinero({ amount: left, currency: anyCurrency }),
    // Of as many units as the remainders make together, dinero gives one each to the largest.
    remainders.map((amount) => ({ amount, scale: 0n })),
  ).map((part) => toSnapshot(part).amount);
  return floors.map((floor, index) => floor + (rest[index] ?? 0n));
}

/** Equal parts of an amount, together exactly that; the first ones have what cannot be divided. */
export function split(minor: bigint, parts: number): bigint[] {
  if (!Number.isSafeInteger(parts) || parts < 1) throw new RangeError('There is at least one part.');
  return allocate(
    minor,
    Array.from({ length: parts }, () => 1n),
  );
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
