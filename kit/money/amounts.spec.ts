import { Random } from '../random/random';
import { chargeStepOf, exponentOf } from './currencies';
import { fromProvider, toProvider } from './provider-amounts';
import { atRate, basisPoints, rate } from './rates';
import { allocate, split, sum } from './shares';

it.each([
  ['EUR', 2, 1n],
  ['JPY', 0, 1n],
  ['ISK', 0, 1n],
  ['UGX', 0, 1n],
  ['MGA', 0, 1n],
  ['KWD', 3, 10n],
  ['BHD', 3, 10n],
])('Minor units: %s has %s decimals and is charged in steps of %s', (currency, exponent, step) => {
  expect(exponentOf(currency)).toBe(exponent);
  expect(chargeStepOf(currency)).toBe(step);
});

it.each([
  ['EUR', 1299n, 1299],
  ['JPY', 500n, 500],
  ['KWD', 5120n, 5120],
  ['ISK', 5n, 500],
  ['UGX', 5n, 500],
  ['MGA', 5n, 5],
  ['EUR', -1299n, -1299],
])('Minor units: the provider counts %s %s as %s, and back', (currency, minor, amount) => {
  expect(toProvider(minor, currency)).toBe(amount);
  expect(fromProvider(amount, currency)).toBe(minor);
});

it('Minor units: what the provider cannot charge is never sent', () => {
  expect(() => toProvider(5_124n, 'KWD')).toThrow(RangeError);
  expect(() => toProvider(9_007_199_254_740_992n, 'EUR')).toThrow(RangeError);
  expect(() => fromProvider(550, 'ISK')).toThrow(RangeError);
  expect(() => fromProvider(1.5, 'EUR')).toThrow(RangeError);
});

it('Minor units: a rate is exact, and a half is rounded away from zero', () => {
  expect(atRate(100n, rate('0.285'))).toBe(29n);
  expect(atRate(-100n, rate('0.285'))).toBe(-29n);
  expect(atRate(1n, basisPoints(4_999))).toBe(0n);
  expect(atRate(1n, basisPoints(5_000))).toBe(1n);
  expect(atRate(123_456_789_012_345_678_901n, rate('0.1'))).toBe(12_345_678_901_234_567_890n);
});

it('splits go to the largest remainders, of equal ones to the first', () => {
  expect(split(100n, 3)).toEqual([34n, 33n, 33n]);
  expect(split(-100n, 3)).toEqual([-34n, -33n, -33n]);
  expect(split(2n, 4)).toEqual([1n, 1n, 0n, 0n]);
  expect(allocate(10n, [90n, 6n, 4n])).toEqual([9n, 1n, 0n]);
  expect(allocate(100n, [1n, 0n, 1n])).toEqual([50n, 0n, 50n]);
  expect(allocate(7n, [0n, 0n])).toEqual([4n, 3n]);
  expect(allocate(7n, [])).toEqual([]);
  expect(() => allocate(7n, [2n, -1n])).toThrow(RangeError);
  expect(() => split(7n, 0)).toThrow(RangeError);
});

it('Minor units: shares add up, are within one unit of exact, and never pass their weight', () => {
  const random = new Random(7);
  const wrong: unknown[] = [];
  for (let round = 0; round < 1_000; round += 1) {
    const largest = 10 ** random.between(0, 9);
    const weights = Array.from({ length: random.between(1, 40) }, () => BigInt(random.between(0, largest)));
    const total = sum(weights);
    const minor = BigInt(Math.floor(random.next() * Number(total))) * (random.chance(0.2) ? -1n : 1n);
    const shares = allocate(minor, weights);
    const isFair = (share: bigint, weight: bigint): boolean => {
      const off = share * total - minor * weight;
      return total === 0n || (-total < off && off < total && share <= weight);
    };
    if (sum(shares) !== minor || !shares.every((share, index) => isFair(share, weights[index]!)))
      wrong.push({ minor, weights, shares });
  }
  expect(wrong).toEqual([]);
});
