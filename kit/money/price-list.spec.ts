import { Money } from './money';
import { priceIn, priceList } from './price-list';

const given = [
  { currency: 'usd', minor: 1399 },
  { currency: 'JPY', minor: 2000 },
  { currency: 'KWD', minor: 4250 },
  { currency: 'EUR', minor: 1299n },
];

it('Minor units: amounts stay integers of the currency’s own exponent', () => {
  const prices = priceList(given);
  expect(prices.map(({ currency }) => currency)).toEqual(['EUR', 'JPY', 'KWD', 'USD']);
  const formatted = prices.map(({ minor, currency }) => Money.of(minor, currency).formatted('en'));
  expect(formatted.map((text) => text.replace(/\s/g, ' '))).toEqual(['€12.99', '¥2,000', 'KWD 4.250', '$13.99']);
});

it.each([
  [
    'a currency twice',
    [
      { currency: 'EUR', minor: 1 },
      { currency: 'eur', minor: 2 },
    ],
  ],
  ['no base currency', [{ currency: 'USD', minor: 1 }]],
  ['a negative amount', [{ currency: 'EUR', minor: -1 }]],
  [
    'an amount that no card is charged',
    [
      { currency: 'EUR', minor: 1 },
      { currency: 'KWD', minor: 4251 },
    ],
  ],
  ['an absurd amount', [{ currency: 'EUR', minor: 10n ** 30n }]],
  [
    'free here, paid there',
    [
      { currency: 'EUR', minor: 0 },
      { currency: 'USD', minor: 5 },
    ],
  ],
])('refuses %s', (_, prices) => {
  expect(() => priceList(prices)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});

it('falls back to the base currency, and is nothing where nothing is priced', () => {
  const prices = priceList(given);
  expect(priceIn(prices, 'USD')?.minor).toBe(1399n);
  expect(priceIn(prices, 'GBP')?.currency).toBe('EUR');
  expect(priceIn(prices, null)?.currency).toBe('EUR');
  expect(priceIn([], 'EUR')).toBeNull();
});
