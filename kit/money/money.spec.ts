import { formatMoney, Money } from './money';

it.each([
  [1299n, 'EUR', 'en', '€12.99'],
  [1299n, 'JPY', 'en', '¥1,299'],
  [1299n, 'KWD', 'en', 'KWD 1.299'],
  [-5n, 'EUR', 'en', '-€0.05'],
  [123456789012345678901n, 'USD', 'en', '$1,234,567,890,123,456,789.01'],
  [1299n, 'EUR', 'de', '12,99 €'],
  [1299n, 'EUR', 'i-klingon', '€12.99'],
])('minor units: %s %s in %s is %s', (minor, currency, locale, expected) => {
  expect(formatMoney(Money.of(minor, currency), locale).replaceAll('\u00a0', ' ')).toBe(expected);
});
