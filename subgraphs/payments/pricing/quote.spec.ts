import { Random } from '../../../kit/random/random';
import { chargeStepOf } from '../../../kit/money/currencies';
import { sum } from '../../../kit/money/shares';
import type { TaxRule } from '../tax/tax-amount';
import { quote } from './quote';
import type { QuoteInput, QuoteItem } from './quote.types';
import type { CampaignTerms, CouponTerms, Discount } from './terms';

const untaxed: TaxRule = { rate: '0', jurisdiction: 'XX', isInclusive: true, reverseCharge: false };
const vat: TaxRule = { ...untaxed, rate: '19', jurisdiction: 'DE' };
const salesTax: TaxRule = { ...untaxed, rate: '8.25', jurisdiction: 'US-TX', isInclusive: false };
const everywhere = { organisationId: null, courseIds: [], categoryIds: [], instructorIds: [] };
const percent = (basisPoints: number): Discount => ({ kind: 'PERCENT', basisPoints });
const fixed = (minor: bigint, currency = 'EUR'): Discount => ({ kind: 'FIXED', minor, currency });

function item(key: string, list: bigint, over: Partial<QuoteItem> = {}): QuoteItem {
  return {
    key,
    courseId: key,
    organisationId: null,
    instructorIds: [],
    categoryIds: [],
    bundleKey: null,
    list,
    ...over,
  };
}

function coupon(code: string, over: Partial<CouponTerms> = {}): CouponTerms {
  const usual = { discount: percent(1_000), minimum: null, isStackable: false, refusal: null };
  return { id: code, code, ...everywhere, ...usual, ...over };
}

const campaign = (id: string, over: Partial<CampaignTerms> = {}): CampaignTerms => ({
  id,
  name: id,
  ...everywhere,
  discount: percent(2_000),
  ...over,
});

function price(over: Partial<QuoteInput> & Pick<QuoteInput, 'items'>) {
  return quote({ currency: 'EUR', coupons: [], campaigns: [], tax: untaxed, ...over });
}

const refusals = (coupons: CouponTerms[], over: Partial<QuoteInput> = {}) =>
  price({ items: [item('a', 5_000n)], coupons, ...over }).refusedCoupons.map(({ code, reason }) => `${code} ${reason}`);

it('says line by line what a course costs and why', () => {
  const { lines, ...whole } = price({
    items: [item('a', 10_000n), item('b', 5_000n, { categoryIds: ['music'] })],
    campaigns: [campaign('spring', { categoryIds: ['music'] })],
    coupons: [coupon('TEN', { isStackable: true })],
    tax: vat,
  });
  expect(lines.map(({ reductions, ...line }) => ({ ...line, tax: line.tax.tax, reductions }))).toMatchObject([
    { key: 'a', list: 10_000n, discount: 1_000n, subtotal: 9_000n, total: 9_000n, tax: 1_437n },
    { key: 'b', list: 5_000n, discount: 1_400n, subtotal: 3_600n, total: 3_600n, tax: 575n },
  ]);
  expect(lines[1]!.reductions).toEqual([
    { kind: 'CAMPAIGN', id: 'spring', label: 'spring', minor: 1_000n },
    { kind: 'COUPON', id: 'TEN', label: 'TEN', minor: 400n },
  ]);
  expect(whole).toEqual({
    currency: 'EUR',
    list: 15_000n,
    discount: 2_400n,
    subtotal: 12_600n,
    tax: 2_012n,
    total: 12_600n,
    appliedCoupons: [{ id: 'TEN', code: 'TEN', minor: 1_400n }],
    refusedCoupons: [],
  });
});

it('adds a tax that prices do not include', () => {
  expect(price({ items: [item('a', 1_000n), item('b', 999n)], tax: salesTax })).toMatchObject({
    subtotal: 1_999n,
    tax: 165n,
    total: 2_164n,
  });
});

it.each([
  ['its course', { courseIds: ['a'] }, 500n],
  ['its category, or one above', { categoryIds: ['arts'] }, 500n],
  ['its instructor', { instructorIds: ['ada'] }, 500n],
  ['any of what it names', { courseIds: ['b'], instructorIds: ['ada'] }, 1_000n],
  ['everything of the seller', {}, 1_000n],
])('a coupon covers %s', (_, coverage, expected) => {
  const items = [item('a', 5_000n, { categoryIds: ['music', 'arts'], instructorIds: ['ada'] }), item('b', 5_000n)];
  expect(price({ items, coupons: [coupon('TEN', coverage)] }).discount).toBe(expected);
});

it("Tenant: one seller's coupon takes nothing off another's courses", () => {
  const items = [item('a', 5_000n), item('b', 5_000n, { organisationId: 'acme' })];
  expect(price({ items, coupons: [coupon('TEN', { organisationId: 'acme' })] }).lines).toMatchObject([
    { discount: 0n },
    { discount: 500n },
  ]);
  expect(refusals([coupon('TEN', { organisationId: 'acme' })])).toEqual(['TEN NOT_FOR_THESE_COURSES']);
});

it('Minor units: a fixed coupon counts in its own currency only', () => {
  expect(refusals([coupon('FIVE', { discount: fixed(500n, 'USD') })])).toEqual(['FIVE OTHER_CURRENCY']);
  const { lines } = price({
    items: [item('a', 1_000n), item('b', 2_000n)],
    coupons: [coupon('X', { discount: fixed(100n) })],
  });
  expect(lines.map(({ discount }) => discount)).toEqual([33n, 67n]);
});

it('Coupons: the total is never negative', () => {
  const coupons = [
    coupon('ALL', { discount: percent(10_000), isStackable: true }),
    coupon('MORE', { discount: fixed(99_999n), isStackable: true }),
  ];
  expect(price({ items: [item('a', 1_000n)], coupons: coupons.slice(1) })).toMatchObject({
    total: 0n,
    discount: 1_000n,
  });
  expect(price({ items: [item('a', 1_000n)], coupons })).toMatchObject({
    total: 0n,
    refusedCoupons: [{ code: 'MORE', reason: 'NO_GAIN' }],
  });
});

it('Coupons: a minimum is asked of what the coupon covers, after campaigns that go with it', () => {
  const minimum = { minor: 5_000n, currency: 'EUR' };
  expect(refusals([coupon('TEN', { minimum })])).toEqual([]);
  expect(refusals([coupon('TEN', { minimum: { minor: 5_001n, currency: 'EUR' } })])).toEqual([
    'TEN MINIMUM_NOT_REACHED',
  ]);
  expect(refusals([coupon('TEN', { minimum: { minor: 1n, currency: 'USD' } })])).toEqual(['TEN OTHER_CURRENCY']);
  const campaigns = [campaign('spring', { discount: percent(100) })];
  expect(refusals([coupon('TEN', { minimum, isStackable: true })], { campaigns })).toEqual(['TEN MINIMUM_NOT_REACHED']);
  expect(refusals([coupon('TEN', { minimum })], { campaigns })).toEqual([]);
});

it('Coupons: one that does not stack goes with no other; the first one entered stays', () => {
  const [alone, one, other] = [
    coupon('ALONE'),
    coupon('ONE', { isStackable: true }),
    coupon('OTHER', { isStackable: true }),
  ];
  expect(refusals([alone, one])).toEqual(['ONE NOT_WITH_OTHERS']);
  expect(refusals([one, alone])).toEqual(['ALONE NOT_WITH_OTHERS']);
  expect(refusals([one, one])).toEqual(['ONE NOT_WITH_OTHERS']);
  expect(refusals([one, other])).toEqual([]);
  expect(price({ items: [item('a', 10_000n)], coupons: [one, other] }).total).toBe(8_100n);
});

it('Coupons: the order of entering does not change the price', () => {
  const coupons = [coupon('FIVE', { discount: fixed(500n), isStackable: true }), coupon('TEN', { isStackable: true })];
  const total = (entered: CouponTerms[]) => price({ items: [item('a', 10_000n)], coupons: entered }).total;
  expect(total(coupons)).toBe(8_500n);
  expect(total(coupons.toReversed())).toBe(8_500n);
});

it('Coupons: one that does not stack takes the place of campaigns where it covers, if that is cheaper', () => {
  const items = [item('a', 10_000n), item('b', 10_000n)];
  const campaigns = [campaign('spring')];
  const better = price({ items, campaigns, coupons: [coupon('HALF', { discount: percent(5_000), courseIds: ['a'] })] });
  expect(better.lines.map(({ reductions }) => reductions.map(({ label }) => label))).toEqual([['HALF'], ['spring']]);
  expect(better.total).toBe(13_000n);
  const worse = price({ items, campaigns, coupons: [coupon('TEN')] });
  expect(worse).toMatchObject({ total: 16_000n, refusedCoupons: [{ code: 'TEN', reason: 'NO_GAIN' }] });
});

it('Coupons: what speaks against a coupon is said, and costs nothing else', () => {
  const spent = coupon('SPENT', { refusal: 'USED_BEFORE' });
  expect(refusals([spent, coupon('TEN')])).toEqual(['SPENT USED_BEFORE']);
  expect(price({ items: [item('a', 0n)], coupons: [coupon('TEN')] }).refusedCoupons).toMatchObject([
    { reason: 'NO_GAIN' },
  ]);
});

it('campaigns: the best one for each course, none for a bundle', () => {
  const campaigns = [
    campaign('spring'),
    campaign('day', { discount: fixed(1_500n) }),
    campaign('yen', { discount: fixed(9_999n, 'JPY') }),
  ];
  const { lines } = price({
    items: [item('a', 5_000n), item('b', 10_000n), item('c', 10_000n, { bundleKey: 'set' })],
    bundles: [{ key: 'set', id: 'set', title: 'Set', price: 10_000n }],
    campaigns,
  });
  expect(lines.map(({ reductions }) => reductions.map(({ id }) => id))).toEqual([['day'], ['spring'], []]);
});

it('bundles: its courses share the price exactly, by their list prices', () => {
  const items = [3_333n, 3_333n, 3_334n].map((list, index) => item(`${index}`, list, { bundleKey: 'set' }));
  const set = { key: 'set', id: 'set-id', title: 'Set', price: 1_000n };
  const { lines, total } = price({ items, bundles: [set] });
  expect(total).toBe(1_000n);
  expect(lines.map(({ subtotal, bundleId }) => [subtotal, bundleId])).toEqual([
    [333n, 'set-id'],
    [333n, 'set-id'],
    [334n, 'set-id'],
  ]);
  expect(price({ items, bundles: [{ ...set, price: 99_999n }] })).toMatchObject({ total: 10_000n, discount: 0n });
});

it('bundles: a course that the buyer has already is not paid for again', () => {
  const items = [item('a', 6_000n, { bundleKey: 'set', isOwned: true }), item('b', 4_000n, { bundleKey: 'set' })];
  const { lines, total } = price({ items, bundles: [{ key: 'set', id: 'set', title: 'Set', price: 5_000n }] });
  expect(lines.map(({ key }) => key)).toEqual(['b']);
  expect(total).toBe(2_000n);
});

describe.each(['JPY', 'EUR', 'KWD'])('Minor units: in %s', (currency) => {
  const step = chargeStepOf(currency);
  const random = new Random(currency.charCodeAt(0));
  const anyDiscount = (): Discount =>
    random.chance(0.5)
      ? percent(random.between(0, 10_000))
      : fixed(BigInt(random.between(0, 30_000)), random.chance(0.8) ? currency : 'CHF');
  const anyCoverage = () => ({
    ...everywhere,
    ...(random.chance(0.5) ? { courseIds: [`${random.between(0, 6)}`, '0'] } : {}),
  });

  function anyInput(): QuoteInput {
    const items = Array.from({ length: random.between(1, 8) }, (_, index) =>
      item(`${index}`, BigInt(random.between(0, 30_000)), {
        bundleKey: random.chance(0.3) ? 'set' : null,
        isOwned: random.chance(0.1),
      }),
    ).map((one) => (one.bundleKey ? one : { ...one, isOwned: false }));
    const coupons = Array.from({ length: random.between(0, 3) }, (_, index) =>
      coupon(`C${index}`, { ...anyCoverage(), discount: anyDiscount(), isStackable: random.chance(0.7) }),
    );
    const campaigns = Array.from({ length: random.between(0, 2) }, (_, index) =>
      campaign(`S${index}`, { ...anyCoverage(), discount: anyDiscount() }),
    );
    const bundles = [{ key: 'set', id: 'set', title: 'Set', price: BigInt(random.between(0, 60_000)) }];
    return { items, coupons, campaigns, bundles, currency, tax: random.pick([untaxed, vat, salesTax]) };
  }

  it('line sums equal totals, nothing is negative, and every amount can be charged', () => {
    const wrong: unknown[] = [];
    for (let round = 0; round < 400; round += 1) {
      const input = anyInput();
      const found = quote(input);
      const { lines, appliedCoupons } = found;
      const holds = [
        found.list - found.discount === found.subtotal,
        found.total === sum(lines.map(({ total }) => total)),
        found.tax === sum(lines.map(({ tax }) => tax.tax)),
        lines.every((line) => line.subtotal >= 0n && line.total >= 0n && line.total % step === 0n),
        lines.every((line) => line.discount === sum(line.reductions.map(({ minor }) => minor)) && line.discount >= 0n),
        lines.every(({ tax }) => tax.net + tax.tax === tax.gross),
        lines.every((line) => line.list - line.discount === (line.tax.isInclusive ? line.tax.gross : line.tax.net)),
        appliedCoupons.every(
          ({ id, minor }) =>
            minor ===
            sum(lines.flatMap(({ reductions }) => reductions.filter((one) => one.id === id).map((one) => one.minor))),
        ),
        found.subtotal <= quote({ ...input, coupons: [] }).subtotal,
      ];
      if (holds.includes(false)) wrong.push({ input, holds });
    }
    expect(wrong).toEqual([]);
  });
});
