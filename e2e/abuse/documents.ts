import { asked, nested, times, tooLarge, type Abuse, type Answered, type Refused } from './abuse';

const unparsed: Refused = { status: 400, code: 'GRAPHQL_PARSE_FAILED', before: 'validation' };
const invalid: Refused = { status: 400, code: 'GRAPHQL_VALIDATION_FAILED', before: 'planning' };
const invalidEarly: Refused = { ...invalid, before: 'validation' };
const tooCostly: Refused = { status: 400, code: 'COST_LIMIT_EXCEEDED', before: 'planning' };

const fragments = (count: number, content: (index: number) => string): string =>
  times(count, (index) => `fragment F${index} on Query { ${content(index)} }`);

/** Documents, by how they are too much. */
const hostile: readonly [string, string, Refused | Answered][] = [
  ['aliases', `{ me { ${times(1_500, (index) => `a${index}: id`)} } }`, tooLarge('aliases')],
  ['aliases of root fields', `{ ${times(40, (index) => `a${index}: me { id }`)} }`, tooLarge('rootFields')],
  [
    'fragments in fragments',
    `{ me { ...F0 } } ${times(60, (level) => `fragment F${level} on User { self { ...F${level + 1} ...F${level + 1} } }`)} fragment F60 on User { id }`,
    tooLarge('depth'),
  ],
  [
    'a wide tree of fragments',
    `{ me { ...F0 } } ${times(12, (level) => `fragment F${level} on User { a: id ${times(5, () => `... on User { ...F${level + 1} }`)} }`)} fragment F12 on User { id }`,
    tooLarge('aliases'),
  ],
  ['fragments that nobody uses', `{ me { id } } ${fragments(1_000, () => '__typename')}`, tooLarge('definitions')],
  [
    'fragments that spread one another',
    `{ ...F0 } ${fragments(100, (index) => times(10, (next) => `...F${(index + next + 1) % 100}`))}`,
    invalidEarly,
  ],
  ['a fragment that spreads itself', '{ ...F0 } fragment F0 on Query { ...F0 }', invalidEarly],
  ['depth', `{ me { ${nested(100, 'self { ', 'id', ' }')} } }`, tooLarge('depth')],
  ['depth of inline fragments', `{ ${nested(1_000, '... { ', '__typename', ' }')} }`, tooLarge('depth')],
  ['depth as tokens allow', nested(2_600, '{ a ', '{ a }', ' }'), tooLarge('depth')],
  ['lists in lists', `{ echo(list: ${nested(3_000, '[', '1', ']')}) }`, tooLarge('depth')],
  ['objects in objects', `{ echo(filter: ${nested(1_300, '{ and: ', '1', ' }')}) }`, tooLarge('depth')],
  [
    'one directive a thousand times',
    `{ me { id ${times(1_000, () => '@include(if: true)')} } }`,
    tooLarge('directives'),
  ],
  ['unknown directives', `{ me { id ${times(3_000, (index) => `@d${index}`)} } }`, tooLarge('directives')],
  ['unknown directives everywhere', `{ me { ${times(1_000, (index) => `id @d${index}`)} } }`, tooLarge('comparisons')],
  [
    'directives on the operation',
    `query ${times(3_000, (index) => `@d${index}`)} { me { id } }`,
    tooLarge('directives'),
  ],
  ['one field as often as tokens allow', `{ me { ${times(7_990, () => 'id')} } }`, tooLarge('selections')],
  ['one field four thousand times', `{ me { ${times(4_000, () => 'id')} } }`, tooLarge('comparisons')],
  [
    'one object a thousand times',
    `{ ${times(25, () => `me { ${times(40, () => 'self { id }')} }`)} }`,
    tooLarge('comparisons'),
  ],
  ['objects in objects, twice each', `{ ${twice('me', 'self', 9)} }`, tooLarge('comparisons')],
  [
    'one field in a hundred fragments',
    `{ ${times(100, (index) => `...F${index}`)} } ${fragments(100, () => 'me { name id self { id } friends { id } }')}`,
    tooLarge('rootFields'),
  ],
  [
    'long arguments, compared',
    `{ me { id } ${times(28, () => `echo(list: [${times(90, String)}])`)} }`,
    tooLarge('comparisons'),
  ],
  ['a list as a literal', `{ echo(list: [${times(7_000, String)}]) }`, tooLarge('listItems')],
  ['a string as a literal', `{ echo(text: "${'x'.repeat(500_000)}") }`, tooLarge('characters')],
  ['a block string of line breaks', `{ echo(text: """${'\n'.repeat(150_000)}""") }`, { data: { echo: '{"text":""}' } }],
  ['a number of a hundred thousand digits', `{ echo(list: [${'9'.repeat(100_000)}]) }`, invalid],
  ['white space', `{ me { id } ${' '.repeat(500_000)} }`, tooLarge('characters')],
  ['comments', `{ me { id } } ${'#\n'.repeat(250_000)}`, tooLarge('characters')],
  ['commas', `{ me { id ${','.repeat(500_000)} } }`, tooLarge('characters')],
  ['operations', times(1_500, (index) => `query q${index} { __typename }`), tooLarge('definitions')],
  [
    'operations that share fragments',
    `${times(70, (index) => `query q${index} { me { ...F0 } }`)} ${times(70, (index) => `fragment F${index} on User { id ...F${index + 1} }`)} fragment F70 on User { id }`,
    tooLarge('selections'),
  ],
  ['type definitions', times(1_000, (index) => `type T${index} { a: Int }`), tooLarge('definitions')],
  ['variables', `query (${times(1_500, (index) => `$v${index}: Int`)}) { me { id } }`, tooLarge('variables')],
  ['variables of unknown types', `query (${times(140, (index) => `$v${index}: T${index}`)}) { me { id } }`, invalid],
  ['unknown fields', `{ me { ${times(1_000, (index) => `nam${index}`)} } }`, invalid],
  ['unknown types', `{ me { ${times(130, (index) => `... on Use${index} { id }`)} } }`, invalid],
  ['unknown arguments', `{ echo(${times(1_500, (index) => `tex${index}: 1`)}) }`, invalid],
  ['fragments that are not there', `{ ${times(2_000, (index) => `...F${index}`)} }`, invalidEarly],
  ['a field that cannot be merged', `{ me { ${times(25, () => 'x: id x: name')} } }`, invalid],
  ['too many tokens', `{ me { ${times(9_000, () => 'id')} } }`, unparsed],
  ['braces', '{'.repeat(7_000), unparsed],
  ['a NUL byte', '{ me { id\0 } }', unparsed],
  ['half a surrogate as a name', '{ \ud800 }', unparsed],
  ['an unfinished string', `{ echo(text: "${'\\u0041'.repeat(20_000)} }`, unparsed],
  [
    'introspection, again and again',
    `{ ${times(20, (index) => `a${index}: __schema { types { name } }`)} }`,
    tooLarge('introspections'),
  ],
  [
    'fields of types of fields',
    '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    tooLarge('introspectionLists'),
  ],
  [
    'introspection under aliases',
    `{ __schema { types { ${times(50, (index) => `a${index}: fields { name }`)} } } }`,
    tooLarge('introspectionAliases'),
  ],
  ['types of types of types', `{ __schema { types { ${nested(30, 'ofType { ', 'name', ' }')} } } }`, tooLarge('depth')],
  [
    'lists in lists of objects',
    '{ users(first: 1000) { friends { friends { friends { friends { friends { id } } } } } } }',
    tooCostly,
  ],
  ['a page of everything', '{ users(first: 2147483647) { id } }', tooCostly],
];

function twice(field: string, inner: string, depth: number): string {
  const below = depth === 0 ? '{ id }' : `{ ${twice(inner, inner, depth - 1)} }`;
  return `${field} ${below} ${field} ${below}`;
}

export const documents: readonly Abuse[] = hostile.map(([name, query, expected]) => ({
  name: `document: ${name}`,
  body: asked(query),
  expected,
}));
