import { Kind } from 'graphql';
import { BigIntScalar, CurrencyCode, Locale } from './scalars';

it.each([
  ['digits', '123456789012345678901', 123456789012345678901n],
  ['a negative number', '-7', -7n],
  ['a JSON integer', 42, 42n],
])('BigInt reads %s', (_, value, expected) => {
  expect(BigIntScalar.parseValue(value)).toBe(expected);
});

it.each([['1.5'], [''], ['0x10'], ['1e9'], [1.5], [2 ** 60], [null], [['1']], ['9'.repeat(1_000)]])(
  'BigInt refuses %p',
  (value) => {
    expect(() => BigIntScalar.parseValue(value)).toThrow('no integer');
  },
);

it('BigInt reads literals and answers with digits', () => {
  expect(BigIntScalar.parseLiteral({ kind: Kind.INT, value: '12' })).toBe(12n);
  expect(() => BigIntScalar.parseLiteral({ kind: Kind.BOOLEAN, value: true })).toThrow('no integer');
  expect(BigIntScalar.serialize(9_007_199_254_740_993n)).toBe('9007199254740993');
});

it('Locale reads a tag, and no list of one', () => {
  expect(Locale.parseValue('pt-BR')).toBe('pt-BR');
  for (const value of [['en'], 'not a tag', '', 7, null]) expect(() => Locale.parseValue(value)).toThrow();
});

it('CurrencyCode reads either case as capitals, and nothing that is no currency', () => {
  expect([CurrencyCode.parseValue('EUR'), CurrencyCode.parseValue('jpy')]).toEqual(['EUR', 'JPY']);
  expect(CurrencyCode.parseLiteral({ kind: Kind.STRING, value: 'eur' })).toBe('EUR');
  for (const value of ['EURO', 'XYY', '', 7, null, ['EUR']]) expect(() => CurrencyCode.parseValue(value)).toThrow();
});
