import { seededRandom } from '../webhooks/chaos';
import { countLines, proportion, share, splitByWeight, type BareLine, type Reduction } from './amounts';
import { periodFrom } from './period';

const line = (amount: number, more: Partial<BareLine> = {}): BareLine => ({
  amount,
  product: 'p',
  discountable: true,
  rates: [],
  ...more,
});
const off = (more: Partial<Reduction>): Reduction => ({
  id: 'd',
  percentOff: null,
  amountOff: null,
  products: null,
  ...more,
});

it.each([
  [999, 50, 500],
  [1, 50, 1],
  [-999, 50, -500],
  [1000, 33.3333, 333],
  [12_345, 7.7, 951],
  [0, 20, 0],
])('%i: %f %% of it is %i', (amount, percentage, expected) => expect(share(amount, percentage)).toBe(expected));

it.each([
  [2000, 15, 30, 1000],
  [999, 1, 3, 333],
  [1, 1, 2, 1],
  [1000, 0, 30, 0],
])('the part of %i for %i of %i is %i', (amount, part, whole, expected) =>
  expect(proportion(amount, part, whole)).toBe(expected),
);

it('an inclusive and an exclusive rate beside each other: the price stays, and the rest is on top', () => {
  const rates = [
    { id: 'in', percentage: 20, inclusive: true },
    { id: 'ex', percentage: 10, inclusive: false },
  ];
  expect(countLines([line(1200, { rates })], [])[0]?.taxes.map(({ amount, taxable }) => [amount, taxable])).toEqual([
    [200, 1000],
    [100, 1000],
  ]);
});

it('a discount is for the products that it names, and never more than they cost', () => {
  const lines = [
    line(300, { product: 'a' }),
    line(700, { product: 'b' }),
    line(100, { discountable: false, product: 'a' }),
  ];
  const counted = countLines(lines, [off({ amountOff: 500, products: ['a'] })]);
  expect(counted.map(({ discounts }) => discounts.map(({ amount }) => amount))).toEqual([[300], [], []]);
});

it('for 500 seeds: what a fixed discount is split into is the whole of it, and no line goes below zero', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const random = seededRandom(seed);
    const lines = Array.from({ length: 1 + Math.floor(random() * 6) }, () => line(Math.floor(random() * 10_000)));
    const amountOff = Math.floor(random() * 20_000);
    const total = lines.reduce((sum, { amount }) => sum + amount, 0);
    const parts = countLines(lines, [off({ amountOff })]).map(({ discounts }) => discounts[0]?.amount ?? 0);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Math.min(amountOff, total));
    for (const [index, part] of parts.entries()) expect(part).toBeLessThanOrEqual(lines[index]?.amount ?? 0);
    const weights = lines.map(({ amount }) => amount);
    if (total > 0) expect(splitByWeight(amountOff, weights).reduce((sum, part) => sum + part, 0)).toBe(amountOff);
  }
});

it.each([
  ['2026-01-31', '2026-01-31', 'month', 1, '2026-02-28'],
  ['2026-02-28', '2026-01-31', 'month', 1, '2026-03-31'],
  ['2026-03-31', '2026-01-31', 'month', 1, '2026-04-30'],
  ['2028-02-29', '2028-02-29', 'year', 1, '2029-02-28'],
  ['2031-02-28', '2028-02-29', 'year', 1, '2032-02-29'],
  ['2026-03-28', '2026-03-28', 'week', 2, '2026-04-11'],
  ['2026-01-10', '2026-01-24', 'month', 1, '2026-01-24'],
])('from %s, counted from %s, every %s (%i): until %s', (start, anchor, interval, interval_count, end) => {
  const at = (day: string): number => Date.parse(day) / 1000;
  expect(periodFrom(at(start), at(anchor), { interval, interval_count })).toEqual({ start: at(start), end: at(end) });
});
