import { buildSchema, parse, validate } from 'graphql';
import { limitRule } from './limits';

const schema = buildSchema('type Query { self: Query, name: String }');
const limits = { depth: 5, aliases: 3, rootFields: 4 };

function refusals(query: string): unknown[] {
  return validate(schema, parse(query), [limitRule(limits)]).map((error) => error.extensions['limit']);
}

it.each([
  ['as deep as allowed', '{ self { self { self { self { name } } } } }', []],
  ['one deeper', '{ self { self { self { self { self { name } } } } } }', ['depth']],
  [
    'deep through fragments',
    '{ ...A } fragment A on Query { self { self { self { ...B } } } } fragment B on Query { self { self { name } } }',
    ['depth'],
  ],
  ['as many aliases as allowed', '{ a: name b: name c: name }', []],
  ['one alias more', '{ a: name b: name c: name d: name }', ['aliases']],
  [
    'aliases in a fragment that is spread twice',
    '{ self { ...A } other: self { ...A } } fragment A on Query { a: name b: name }',
    ['aliases'],
  ],
  ['root fields hidden in inline fragments', '{ ... { name name } ... { ... { name name name } } }', ['rootFields']],
  ['a fragment that spreads itself', '{ ...A } fragment A on Query { name ...A }', []],
])('%s', (_, query, expected) => {
  expect(refusals(query)).toEqual(expected);
});

it('measures a fragment bomb without exploding', () => {
  const fragments = Array.from(
    { length: 60 },
    (_, level) => `fragment F${level} on Query { self { ...F${level + 1} ...F${level + 1} } }`,
  );
  expect(refusals(`{ ...F0 } ${fragments.join('\n')} fragment F60 on Query { a: name }`)).toContain('aliases');
});
