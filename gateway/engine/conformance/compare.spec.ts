import { differences } from './compare';
import type { PlainResult } from './harness';
import { absentEntity } from './oracle';

type At = readonly [path: (string | number)[] | null, message?: string];

function result(data: unknown, ...errors: readonly At[]): PlainResult {
  return { data, errors: errors.map(([path, message = 'failed']) => ({ path, message })) };
}

it('equal results do not differ', () => {
  const both = result({ a: [1, { b: null }] }, [['a', 1, 'b']]);
  expect(differences(both, result({ a: [1, { b: null }] }, [['a', 1, 'b'], 'otherwise said']))).toEqual([]);
});

it('data that differ, or stand in another order, differ', () => {
  expect(differences(result({ a: 1 }), result({ a: 2 }))).toEqual(['the data differ']);
  expect(differences(result({ a: 1, b: 2 }), result({ b: 2, a: 1 }))).toEqual(['the keys are in another order']);
  expect(differences(result(JSON.parse('{"__proto__":1}')), result({}))).toEqual(['the data differ']);
});

it('an error where there is null must be there, once, and nowhere else', () => {
  const expected = result({ a: null, b: 1 }, [['a']]);
  expect(differences(expected, result({ a: null, b: 1 }))).toEqual(['no error at ["a"]']);
  expect(differences(expected, result({ a: null, b: 1 }, [['a']], [['a']]))).toEqual(['more than one error at ["a"]']);
  expect(differences(expected, result({ a: null, b: 1 }, [['a']], [['b']]))).toEqual([
    'an error too many where there is a value: ["b"]',
  ]);
  expect(differences(expected, result({ a: null, b: 1 }, [['a']], [['c']]))).toEqual([
    'an error too many where nothing was asked: ["c"]',
  ]);
  expect(differences(expected, result({ a: null, b: 1 }, [['a']], [null]))).toEqual([
    'an error too many without a path',
  ]);
});

it('of the errors below a null that bubbled up, any one explains it', () => {
  const expected = result({ a: null }, [['a', 0, 'b']]);
  expect(differences(expected, result({ a: null }, [['a', 1, 'c']], [['a', 0, 'b']]))).toEqual([]);
  expect(differences(expected, result({ a: null }))).toEqual(['no error below ["a"]']);
  expect(differences(expected, result({ a: null }, [['a']]))).toEqual([
    'no error below ["a"]',
    'an error too many at ["a"]',
  ]);
});

it('an entity that is not there may be null in silence', () => {
  const expected = result({ a: null }, [['a', 'b'], absentEntity]);
  expect(differences(expected, result({ a: null }))).toEqual([]);
  expect(differences(expected, result({ a: null }, [['a', 'b']]))).toEqual([]);
});
