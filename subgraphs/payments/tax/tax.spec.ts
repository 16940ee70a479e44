import { partOf, proportionUpTo, reversed, taxOf, type TaxRule } from './tax-amount';
import { codesOf, knownRate } from './tax-rates';
import { memberStates, taxPlaces } from './tax-rates.data';
import { ruleOf, type BuyerPlace } from './tax-rule';
import { checkVatId } from './vat-id';

const inclusive = (rate: string): TaxRule => ({ rate, jurisdiction: 'DE', isInclusive: true, reverseCharge: false });
const exclusive = (rate: string): TaxRule => ({ ...inclusive(rate), isInclusive: false });
const at = (day: string): Date => new Date(`${day}T12:00:00Z`);

describe('Tax: rounding tables', () => {
  it.each([
    // price, currency, rate: net, tax, gross
    [11900n, 'EUR', inclusive('19'), 10000n, 1900n, 11900n],
    [999n, 'EUR', inclusive('19'), 839n, 160n, 999n],
    [1n, 'EUR', inclusive('19'), 1n, 0n, 1n],
    [3n, 'EUR', inclusive('20'), 2n, 1n, 3n],
    [999n, 'EUR', inclusive('25.5'), 796n, 203n, 999n],
    [999n, 'CHF', inclusive('8.1'), 924n, 75n, 999n],
    [0n, 'EUR', inclusive('19'), 0n, 0n, 0n],
    [-999n, 'EUR', inclusive('19'), -839n, -160n, -999n],
    [1100n, 'JPY', inclusive('10'), 1000n, 100n, 1100n],
    [105n, 'JPY', inclusive('10'), 95n, 10n, 105n],
    [12990n, 'KWD', inclusive('5'), 12371n, 619n, 12990n],
    [10000n, 'CAD', exclusive('14.975'), 10000n, 1498n, 11498n],
    [10n, 'CAD', exclusive('5'), 10n, 1n, 11n],
    [-10n, 'CAD', exclusive('5'), -10n, -1n, -11n],
    [105n, 'JPY', exclusive('10'), 105n, 11n, 116n],
    // With three decimals what is charged ends in 0.
    [12990n, 'KWD', exclusive('5'), 12990n, 650n, 13640n],
    [90071992547409910n, 'EUR', inclusive('19'), 75690750039840261n, 14381242507569649n, 90071992547409910n],
  ])('row %#', (minor, currency, rule, net, tax, gross) => {
    expect(taxOf({ minor, currency }, rule)).toEqual({ ...rule, net, tax, gross });
  });

  it('net and tax are the gross amount, and the reverse is taxed in reverse, whatever the price', () => {
    for (let minor = 0n; minor < 250n; minor += 1n)
      for (const currency of ['EUR', 'JPY', 'KWD'])
        for (const rule of [inclusive('19'), inclusive('25.5'), exclusive('14.975'), exclusive('8.1')]) {
          const amount = taxOf({ minor, currency }, rule);
          expect(amount.net + amount.tax).toBe(amount.gross);
          expect(taxOf({ minor: -minor, currency }, rule)).toEqual(reversed(amount));
        }
  });
});

it('Tax: parts of an amount add up to it exactly, in whatever sizes', () => {
  for (const cuts of [[999n], [1n, 998n], [333n, 333n, 333n], Array.from({ length: 999 }, () => 1n)]) {
    const whole = taxOf({ minor: 999n, currency: 'EUR' }, inclusive('19'));
    let before = { gross: 0n, tax: 0n };
    const parts = cuts.map((gross) => {
      const part = partOf(whole, gross, before);
      before = { gross: before.gross + part.gross, tax: before.tax + part.tax };
      return part;
    });
    const sum = (of: 'net' | 'tax' | 'gross'): bigint => parts.reduce((total, part) => total + part[of], 0n);
    expect([sum('net'), sum('tax'), sum('gross')]).toEqual([whole.net, whole.tax, whole.gross]);
    for (const part of parts) expect(part.net + part.tax).toBe(part.gross);
  }
  expect(() => proportionUpTo(110n, 10n, 100n)).toThrow(RangeError);
  expect(() => proportionUpTo(-1n, 10n, 100n)).toThrow(RangeError);
  expect(proportionUpTo(0n, 0n, 0n)).toBe(0n);
});

describe('Tax: the table of rates', () => {
  it('has every member state, in order of days, with rates that can be computed with', () => {
    const codes = taxPlaces.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect([...memberStates].filter((state) => !codes.includes(state))).toEqual([]);
    expect(memberStates.size).toBe(27);
    for (const { rates } of taxPlaces) {
      expect(rates.map(({ from }) => from)).toEqual(rates.map(({ from }) => from).toSorted());
      for (const { percent } of rates) expect(percent).toMatch(/^\d{1,2}(\.\d{1,4})?$/);
    }
  });

  it('changes a rate at midnight of the place, not of ours', () => {
    const rate = (moment: string): string | undefined => knownRate(['EE'], new Date(moment))?.rate;
    expect(rate('2025-06-30T20:59:59.999Z')).toBe('22');
    expect(rate('2025-06-30T21:00:00Z')).toBe('24');
  });

  it.each([
    ['DE', null, 'DE', '19'],
    ['fi', null, 'FI', '25.5'],
    ['FI', '01', 'FI-01', '0'],
    ['ES', 'CN', 'ES-CN', '0'],
    ['ES', 'M', 'ES', '21'],
    ['PT', 'PT-30', 'PT-30', '22'],
    ['CA', 'QC', 'CA-QC', '14.975'],
    ['CA', 'BC', 'CA', '5'],
    ['GB', null, 'GB', '20'],
    ['CH', null, 'CH', '8.1'],
    ['NO', null, 'NO', '25'],
  ])('of %s %s in 2026 is that of %s: %s', (country, region, jurisdiction, rate) => {
    expect(knownRate(codesOf(country, region), at('2026-03-02'))).toMatchObject({ jurisdiction, rate });
  });

  it('sells without tax where nobody knows of one', () => {
    expect(rule({ country: 'US', region: 'CA', isBusiness: false })).toEqual({
      jurisdiction: 'US',
      rate: '0',
      isInclusive: true,
      reverseCharge: false,
    });
  });
});

function rule(buyer: BuyerPlace, sellerCountry = 'DE'): TaxRule {
  return ruleOf(buyer, { sellerCountry, at: at('2026-03-02'), override: null });
}

describe('Tax: reverse charge', () => {
  const french = { country: 'FR', vatId: 'FR40303265045', isBusiness: true };

  it('a business of another member state owes the tax itself; the price stays', () => {
    const charged = rule(french);
    expect(charged).toEqual({ jurisdiction: 'FR', rate: '0', isInclusive: true, reverseCharge: true });
    expect(taxOf({ minor: 12000n, currency: 'EUR' }, charged)).toMatchObject({ net: 12000n, tax: 0n, gross: 12000n });
  });

  it.each<[string, BuyerPlace, string]>([
    ['a person', { ...french, isBusiness: false }, '20'],
    ['a business without a number', { ...french, vatId: null }, '20'],
    ['a number that cannot be one', { ...french, vatId: 'FR41303265045' }, '20'],
    ['a number of another state', { ...french, vatId: 'DE136695976' }, '20'],
    ["a business of the seller's own state", { country: 'DE', vatId: 'DE136695976', isBusiness: true }, '19'],
    ['a business outside of the Union', { country: 'GB', vatId: 'GB340804329', isBusiness: true }, '20'],
  ])('not for %s', (_, buyer, rate) => {
    expect(rule(buyer)).toMatchObject({ rate, reverseCharge: false });
  });

  it('holds for a seller outside of the Union too', () => {
    expect(rule(french, 'US').reverseCharge).toBe(true);
  });

  it('says nothing of reverse charge where there is no tax to owe', () => {
    expect(rule({ country: 'ES', region: 'CN', vatId: 'ESB58378431', isBusiness: true })).toMatchObject({
      rate: '0',
      reverseCharge: false,
    });
  });
});

describe('Tax: VAT numbers', () => {
  it.each([
    ['DE 136.695.976', 'DE', true, 'DE136695976'],
    ['DE136695977', 'DE', false, 'DE136695977'],
    ['136695976', 'DE', false, null],
    ['EL094259216', 'GR', true, 'EL094259216'],
    ['gr 094259216', 'GR', true, 'EL094259216'],
    ['BE0428759497', 'BE', true, 'BE0428759497'],
    ['BE 1.000.000.034', 'BE', false, 'BE1000000034'],
    ['BE 1.000.000.035', 'BE', false, 'BE1000000035'],
    ['EU372022452', 'EU', true, 'EU372022452'],
    ['EU372022452', 'DE', false, null],
    ['IE6433435OA', 'IE', true, 'IE6433435OA'],
    ['NL004495445B01', 'NL', true, 'NL004495445B01'],
    ['CHE-107.787.577 MWST', 'CH', true, 'CHE107787577MWST'],
    ["DE1'); DROP TABLE order;--", 'DE', false, null],
    [`DE${'1'.repeat(100_000)}`, 'DE', false, null],
  ])('number %#', (vatId, country, isPlausible, normalised) => {
    expect(checkVatId(vatId, country)).toMatchObject({ isPlausible, normalised });
  });

  it('a Belgian number may begin with 1; its last two digits are checked', () => {
    const digits = 10_000_000;
    const check = String(97 - (digits % 97)).padStart(2, '0');
    expect(checkVatId(`BE${digits}${check}`, 'BE').isPlausible).toBe(true);
    expect(checkVatId(`BE2${String(digits).slice(1)}${check}`, 'BE').isPlausible).toBe(false);
  });

  it('says where there are no check digits to look at', () => {
    expect(checkVatId('FRK7399859412', 'FR')).toMatchObject({ isPlausible: true, hasCheckDigits: false });
    expect(checkVatId('GBGD001', 'GB')).toMatchObject({ isPlausible: true, hasCheckDigits: false });
    expect(checkVatId('FR40303265045', 'FR')).toMatchObject({ isPlausible: true, hasCheckDigits: true });
  });
});
