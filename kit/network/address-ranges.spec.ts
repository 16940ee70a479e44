import { isRange, isWithin } from './address-ranges';

it.each([
  ['203.0.113.7', ['203.0.113.0/24'], true],
  ['::ffff:203.0.113.7', ['203.0.113.0/24'], true],
  ['203.0.114.7', ['203.0.113.0/24'], false],
  ['203.0.113.7', ['203.0.113.7'], true],
  ['203.0.113.8', ['203.0.113.7'], false],
  ['2001:db8::9', ['203.0.113.0/24', '2001:db8::/32'], true],
  ['2001:db9::9', ['0.0.0.0/0', '2001:db8::/32'], false],
  ['203.0.113.7', ['::ffff:203.0.113.0/120'], true],
  ['203.0.114.7', ['::ffff:203.0.113.0/120'], false],
  ['203.0.113.7', ['::ffff:203.0.113.7'], true],
  ['203.0.113.7', [], false],
  ['nonsense', ['0.0.0.0/0'], false],
  ['', ['0.0.0.0/0', '::/0'], false],
])('%s within %j: %s', (address, ranges, expected) => {
  expect(isWithin(address, ranges)).toBe(expected);
});

it.each(['', 'example.com', '10.0.0.0/33', '::/129', '10.0.0.0/-1', '10.0.0.0/8/8', '10.0.0.0/x'])(
  '%j is no range',
  (text) => {
    expect(isRange(text)).toBe(false);
  },
);
