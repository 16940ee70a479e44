import { readAmf, RtmpError, writeAmf } from './amf';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

it('reads what it writes', () => {
  const values = ['connect', 1, true, null, { app: 'live', nested: { deep: 'é' } }];
  expect(readAmf(writeAmf(...values))).toEqual(values);
});

it('reads what encoders send beside that', () => {
  // An array with names, a list, a date and a long text.
  expect(readAmf(hex('08 00000001 0001 61 01 01 000009'))).toEqual([{ a: true }]);
  expect(readAmf(hex('0a 00000002 05 06'))).toEqual([[null, null]]);
  expect(readAmf(hex('0b 3ff0000000000000 0000'))).toEqual([1]);
  expect(readAmf(hex('0c 00000002 6869'))).toEqual(['hi']);
});

it('a property called __proto__ is a property', () => {
  const [value] = readAmf(hex('03 0009 5f5f70726f746f5f5f 0101 000009'));
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(value as object)).toEqual(['__proto__']);
});

it.each([
  ['a number that ends too early', hex('00 3ff0')],
  ['a text that ends too early', hex('02 ffff 61')],
  ['an object without an end', hex('03 0001 61 05')],
  ['objects in objects', Buffer.concat(Array.from({ length: 1_000 }, () => hex('03 0001 61')))],
  ['a list of four thousand million', hex('0a ffffffff')],
  ['many values', Buffer.alloc(2_000, 5)],
  ['a type that nobody knows', hex('7f')],
])('Hostile input: %s', (_what, bytes) => {
  expect(() => readAmf(bytes)).toThrow(RtmpError);
});
