import { getIntrospectionQuery, parse } from 'graphql';
import { checkSize } from './check-size';
import type { DocumentLimits } from './document-limits';

const limits: DocumentLimits = {
  tokens: 8_000,
  definitions: 70,
  selections: 1_000,
  depth: 5,
  aliases: 3,
  rootFields: 4,
  variables: 2,
  directives: 2,
  listItems: 3,
};

const range = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const nested = (depth: number, open: string, inner: string, close: string): string =>
  open.repeat(depth) + inner + close.repeat(depth);

/** Which limit refuses it, or in which words validation would. */
function refusal(query: string, changed: Partial<DocumentLimits> = {}): string | null {
  try {
    checkSize(parse(query), { ...limits, ...changed });
    return null;
  } catch (error) {
    const { extensions, message } = error as { extensions: Record<string, unknown>; message: string };
    return extensions['code'] === 'OPERATION_TOO_LARGE' ? String(extensions['limit']) : message;
  }
}

it.each<[string, string, string | null]>([
  ['as deep as allowed', '{ self { self { self { self { name } } } } }', null],
  ['one deeper', '{ self { self { self { self { self { name } } } } } }', 'depth'],
  [
    'deep through fragments',
    '{ ...A } fragment A on Query { self { self { self { ...B } } } } fragment B on Query { self { self { name } } }',
    'depth',
  ],
  ['fragments in one another', `{ ${nested(30, '... { ', 'name', ' }')} }`, 'depth'],
  ['as many aliases as allowed', '{ a: name b: name c: name }', null],
  ['one alias more', '{ a: name b: name c: name d: name }', 'aliases'],
  [
    'aliases in a fragment that is spread twice',
    '{ self { ...A } other: self { ...A } } fragment A on Query { a: name b: name }',
    'aliases',
  ],
  ['root fields hidden in inline fragments', '{ ... { name name } ... { ... { name name name } } }', 'rootFields'],
  ['as many variables as allowed', 'query ($a: Int, $b: Int) { name }', null],
  ['one variable more', 'query ($a: Int, $b: Int, $c: Int) { name }', 'variables'],
  ['as many directives at one place as allowed', '{ name @include(if: true) @skip(if: false) }', null],
  ['one directive more on a field', `{ name ${range(3, () => '@include(if: true)')} }`, 'directives'],
  ['one more on a spread', `{ ...A ${range(3, () => '@a')} } fragment A on Query { name }`, 'directives'],
  ['one more on an inline fragment', `{ ... ${range(3, () => '@a')} { name } }`, 'directives'],
  ['one more on a fragment', `{ ...A } fragment A on Query ${range(3, () => '@a')} { name }`, 'directives'],
  ['one more on an operation', `query ${range(3, () => '@a')} { name }`, 'directives'],
  ['one more on a variable', `query ($a: Int ${range(3, () => '@a')}) { name }`, 'directives'],
  ['a list as long as allowed', '{ name(in: [1, 2, 3]) }', null],
  ['a longer one', '{ name(in: [1, 2, 3, 4]) }', 'listItems'],
  ['one in an object in a directive', '{ name @a(in: { in: [1, 2, 3, 4] }) }', 'listItems'],
  ['one as a default', 'query ($a: [Int] = [1, 2, 3, 4]) { name }', 'listItems'],
  ['lists in lists', `{ name(in: ${nested(6, '[', '1', ']')}) }`, 'depth'],
  ['objects in objects', `{ name(in: ${nested(6, '{ a: ', '1', ' }')}) }`, 'depth'],
  ['as many definitions as allowed', range(70, (index) => `query q${index} { name }`), null],
  ['one definition more', range(71, (index) => `query q${index} { name }`), 'definitions'],
  ['types among them', range(71, (index) => `scalar S${index}`), 'definitions'],
  ['more fields than allowed', `{ self { ${range(1_001, () => 'name')} } }`, 'selections'],
  [
    'more fields than allowed, of all operations',
    range(20, (index) => `query q${index} { self { ...A } }`) + ` fragment A on Query { ${range(50, () => 'name')} }`,
    'selections',
  ],
  [
    'a fragment that spreads itself',
    '{ ...A } fragment A on Query { name ...A }',
    'Cannot spread fragment "A" within itself.',
  ],
  [
    'fragments that spread one another',
    '{ ...A } fragment A on Query { self { ...B } } fragment B on Query { ...A }',
    'Cannot spread fragment "A" within itself.',
  ],
  ['a fragment that nobody uses', '{ name } fragment A on Query { name ...A }', 'Fragment "A" is never used.'],
  ['a fragment that is not there', '{ ...A }', 'Unknown fragment "A".'],
])('%s', (_, query, expected) => {
  expect(refusal(query)).toBe(expected);
});

it('measures a fragment bomb without exploding', () => {
  const fragments = range(60, (level) => `fragment F${level} on Query { self { ...F${level + 1} ...F${level + 1} } }`);
  const bomb = `{ ...F0 } ${fragments} fragment F60 on Query { name }`;
  expect(refusal(bomb, { depth: 100 })).toBe('selections');
});

describe('what validation would compare for too long', () => {
  const roomy = { depth: 20, rootFields: 5_000, selections: 5_000, aliases: 5_000 };
  it.each<[string, string, string | null]>([
    ['a field a hundred times', `{ self { ${range(100, () => 'name')} } }`, null],
    ['a field a thousand times', `{ self { ${range(1_000, () => 'name')} } }`, 'comparisons'],
    ['under one alias', `{ self { ${range(1_000, () => 'a: name')} } }`, 'comparisons'],
    ['under different aliases', `{ self { ${range(1_000, (index) => `a${index}: name`)} } }`, null],
    ['objects in objects', `{ ${range(40, () => `self { ${range(10, () => 'self { name }')} }`)} }`, 'comparisons'],
    ['in operations of their own', range(10, (index) => `query q${index} { ${range(40, () => 'name')} }`), null],
    [
      'in fragments',
      `{ ${range(69, (index) => `...F${index}`)} } ${range(69, (index) => `fragment F${index} on Query { self { ${range(10, () => 'name')} } }`)}`,
      'comparisons',
    ],
    ['one fragment spread often', `{ ${range(1_000, () => '...A')} } fragment A on Query { name }`, null],
    ['with long arguments', `{ ${range(150, () => `name(in: [[1, 2], [1, 2], { a: 1, b: 2 }])`)} }`, 'comparisons'],
  ])('%s', (_, query, expected) => {
    expect(refusal(query, roomy)).toBe(expected);
  });
});

describe('introspection', () => {
  const roomy = { depth: 20, rootFields: 30, aliases: 60 };
  it.each<[string, string, string | null]>([
    ['as tools ask for it', getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true }), null],
    ['of a few types', '{ a: __type(name: "A") { fields { name } } b: __type(name: "B") { name } }', null],
    ['of many types', `{ ${range(4, (index) => `a${index}: __type(name: "A") { name }`)} }`, 'introspections'],
    ['several times', `{ ${range(4, (index) => `a${index}: __schema { types { name } }`)} }`, 'introspections'],
    ['lists under aliases', '{ __schema { types { a: fields { name } b: fields { name } } } }', 'introspectionAliases'],
    ['fields of fields', '{ __schema { types { fields { type { fields { name } } } } } }', 'introspectionLists'],
    [
      'fields of possible types in fragments',
      '{ __type(name: "A") { ...T } } fragment T on __Type { fields { type { possibleTypes { name } } } }',
      'introspectionLists',
    ],
    ['fields of our own that are called so', '{ a: self { fields { fields { fields { name } } } } }', null],
  ])('%s', (_, query, expected) => {
    expect(refusal(query, roomy)).toBe(expected);
  });
});
