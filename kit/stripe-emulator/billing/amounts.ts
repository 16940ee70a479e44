/** What a discount takes away: a share, or so much in all. */
export interface Reduction {
  /** The discount's id. */
  readonly id: string;
  readonly percentOff: number | null;
  readonly amountOff: number | null;
  /** Products that it is for; null: all. */
  readonly products: readonly string[] | null;
}

export interface Rate {
  readonly id: string;
  readonly percentage: number;
  readonly inclusive: boolean;
}

/** A line before discounts and taxes. */
export interface BareLine {
  /** Negative where something is credited. */
  readonly amount: number;
  readonly product: string | null;
  readonly discountable: boolean;
  readonly rates: readonly Rate[];
}

export interface LineDiscount {
  readonly discount: string;
  readonly amount: number;
}

export interface LineTax {
  readonly rate: Rate;
  readonly amount: number;
  /** What it is a share of, the tax itself left out. */
  readonly taxable: number;
}

export interface CountedLine {
  readonly discounts: readonly LineDiscount[];
  readonly taxes: readonly LineTax[];
}

/** Percentages have at most four decimals. */
const PRECISION = 10_000;
const WHOLE = BigInt(100 * PRECISION);

/** Discounts first, in their order, each on what the ones before left; then taxes on what remains of each line. */
export function countLines(lines: readonly BareLine[], reductions: readonly Reduction[]): CountedLine[] {
  const discounts = lines.map((): LineDiscount[] => []);
  const left = lines.map(({ amount }) => amount);
  for (const reduction of reductions)
    for (const [index, amount] of sharesOf(reduction, lines, left).entries()) {
      if (amount === 0) continue;
      left[index] = (left[index] ?? 0) - amount;
      discounts[index]?.push({ discount: reduction.id, amount });
    }
  return lines.map(({ rates }, index) => ({
    discounts: discounts[index] ?? [],
    taxes: taxesOf(left[index] ?? 0, rates),
  }));
}

/** What each line gets of a reduction; never more than there is of it. */
function sharesOf(reduction: Reduction, lines: readonly BareLine[], left: readonly number[]): number[] {
  const bases = lines.map((line, index) => (isFor(reduction, line) ? (left[index] ?? 0) : 0));
  if (reduction.percentOff !== null) return bases.map((base) => share(base, reduction.percentOff ?? 0));
  const positive = bases.map((base) => Math.max(base, 0));
  return splitByWeight(Math.min(reduction.amountOff ?? 0, total(positive)), positive);
}

/** Splits an amount exactly: the largest remainders get what rounding leaves over. */
export function splitByWeight(amount: number, weights: readonly number[]): number[] {
  const sum = BigInt(total(weights));
  if (sum === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((part) => Number(part / sum));
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part % sum }))
    .toSorted((a, b) => Number(b.remainder - a.remainder));
  for (const { index } of byRemainder.slice(0, amount - total(parts))) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** Taxes beside each other: none is a share of another. */
function taxesOf(amount: number, rates: readonly Rate[]): LineTax[] {
  const included = rates
    .filter(({ inclusive }) => inclusive)
    .reduce((sum, { percentage }) => sum + scaled(percentage), 0n);
  const net = amount - Number(rounded(BigInt(amount) * included, WHOLE + included));
  return rates.map((rate) => ({
    rate,
    taxable: net,
    amount: rate.inclusive
      ? Number(rounded(BigInt(amount) * scaled(rate.percentage), WHOLE + included))
      : share(net, rate.percentage),
  }));
}

/** A percentage of an amount, rounded half away from zero. */
export function share(amount: number, percentage: number): number {
  return Number(rounded(BigInt(amount) * scaled(percentage), WHOLE));
}

/** The part of an amount for a part of its time, rounded half away from zero. */
export function proportion(amount: number, part: number, whole: number): number {
  return Number(rounded(BigInt(amount) * BigInt(part), BigInt(whole)));
}

function isFor({ products }: Reduction, { discountable, product }: BareLine): boolean {
  return discountable && (products === null || (product !== null && products.includes(product)));
}

function scaled(percentage: number): bigint {
  return BigInt(Math.round(percentage * PRECISION));
}

function rounded(numerator: bigint, denominator: bigint): bigint {
  const [size, sign] = numerator < 0n ? [-numerator, -1n] : [numerator, 1n];
  return sign * ((size * 2n + denominator) / (denominator * 2n));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
