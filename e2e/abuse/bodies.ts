import {
  asked,
  fine,
  fineAnswer,
  malformed,
  nested,
  times,
  tooLarge,
  type Abuse,
  type Answered,
  type Refused,
} from './abuse';

const badVariables: Refused = { status: 400, code: 'BAD_USER_INPUT', before: 'planning' };
const unrunnable: Refused = { status: 400, code: 'BAD_REQUEST', before: 'planning' };

const record = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index]));
const withList = (list: string): string =>
  `{"query":"query ($list: [Int]) { echo(list: $list) }","variables":{"list":${list}}}`;
const withFilter = (filter: string): string =>
  `{"query":"query ($filter: Filter) { echo(filter: $filter) }","variables":{"filter":${filter}}}`;
const withText = (text: string): string =>
  asked('query ($text: String) { echo(text: $text) }', { variables: { text } });
const echoed = (given: object): Answered => ({ data: { echo: JSON.stringify(given) } });

/** Variables that are too much. */
const variables: readonly [string, string, Refused | Answered][] = [
  [
    'objects in objects, a hundred thousand',
    withFilter(nested(100_000, '{"and":', '1', '}')),
    tooLarge('depth', 'reading'),
  ],
  ['lists in lists', withList(nested(21, '[', '1', ']')), tooLarge('depth', 'planning')],
  ['a list', withList(`[${times(5_000, String, ',')}]`), tooLarge('listItems', 'planning')],
  ['a longer list', withList(`[${times(100_000, String, ',')}]`), tooLarge('values', 'reading')],
  ['a list of wrong elements', withList(`[${times(900, () => '"x"', ',')}]`), badVariables],
  ['a list of long wrong elements', withList(`[${times(900, () => `"${'x'.repeat(1_000)}"`, ',')}]`), badVariables],
  ['an object with unknown keys', withFilter(JSON.stringify(record(5_000))), tooLarge('listItems', 'planning')],
  ['an object with more of them', withFilter(JSON.stringify(record(60_000))), tooLarge('values', 'reading')],
  [
    'an object with long unknown keys',
    withFilter(`{${times(900, (index) => `"${'x'.repeat(1_000)}${index}":1`, ',')}}`),
    tooLarge('keyLength', 'reading'),
  ],
  ['what nobody declared', asked('{ me { id } }', { variables: record(5_000) }), tooLarge('variables', 'planning')],
  ['a little that nobody declared', asked('{ me { id } }', { variables: record(100) }), fineAnswer],
  ['a number beyond all numbers', withList('[1e999]'), badVariables],
  ['a long string', withText('x'.repeat(900_000)), echoed({ text: 'x'.repeat(900_000) })],
  ['a string of escapes', withText('"'.repeat(400_000)), echoed({ text: '"'.repeat(400_000) })],
  ['NUL bytes', withText('\0'), echoed({ text: '\0' })],
  ['half a surrogate', withText('\ud800'), echoed({ text: '\ud800' })],
];

const prototypeNames =
  'query constructor($__proto__: ID = "y", $toString: String) { __proto__: me { constructor: id valueOf: self { hasOwnProperty: id } } echo(text: $toString, id: $__proto__) }';

/** Names that every object has, and names that nothing has. */
const names: readonly [string, string, Refused | Answered][] = [
  ['__proto__ as a variable', '{"query":"{ me { id } }","variables":{"__proto__":{"admin":true}}}', malformed],
  [
    'constructor.prototype as a variable',
    '{"query":"{ me { id } }","variables":{"constructor":{"prototype":{"admin":true}}}}',
    malformed,
  ],
  ['__proto__ instead of a query', '{"__proto__":{"query":"{ me { id } }"}}', malformed],
  [
    'prototype names everywhere',
    asked(prototypeNames, { operationName: 'constructor', variables: { toString: 'x' } }),
    {
      data: {
        ['__proto__']: { constructor: 'ada', valueOf: { hasOwnProperty: 'ada' } },
        echo: '{"text":"x","id":"y"}',
      },
    },
  ],
  ['__proto__ as an id', asked('{ echo(id: "__proto__") }'), echoed({ id: '__proto__' })],
  ['an operation that is not there', asked('query a { me { id } }', { operationName: 'b' }), unrunnable],
  [
    '__proto__ as the operation',
    asked('query a { me { id } } query b { me { id } }', { operationName: '__proto__' }),
    unrunnable,
  ],
  ['an empty name', asked('query a { me { id } }', { operationName: '' }), unrunnable],
  ['no name for two operations', asked('query a { me { id } } query b { me { id } }'), unrunnable],
  ['an operation that HTTP cannot answer', asked('subscription { me { id } }'), unrunnable],
];

const persisted = (persistedQuery: unknown): string => asked('{ me { id } }', { extensions: { persistedQuery } });

/** JSON that is no request. */
const envelopes: readonly [string, string | Buffer, Refused | Answered][] = [
  ['a batch', `[${times(1_000, () => fine, ',')}]`, malformed],
  ['a batch of nothing', '[]', malformed],
  ['a batch of batches', nested(100_000, '[', '', ']'), tooLarge('depth', 'reading')],
  [
    'objects',
    `{"query":"{ me { id } }","variables":{"v":[${times(60_000, () => '{}', ',')}]}}`,
    tooLarge('values', 'reading'),
  ],
  ['a key given twice', '{"query":"{ nothing }","query":"{ me { id } }"}', fineAnswer],
  ['a document that is no text', asked(['{ me { id } }']), malformed],
  [
    'a persisted query that is unknown',
    '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"__proto__"}}}',
    { status: 200, code: 'PERSISTED_QUERY_NOT_FOUND', before: 'reading' },
  ],
  ['a persisted query of another version', persisted({ version: 9, sha256Hash: '0' }), malformed],
  ['a persisted query under a foreign hash', persisted({ version: 1, sha256Hash: '0'.repeat(64) }), malformed],
  ['a persisted query that is no object', persisted(7), malformed],
  [
    'invalid UTF-8',
    Buffer.concat([
      Buffer.from('{"query":"{ echo(text: \\"'),
      Buffer.from([0xff, 0xc0, 0x80]),
      Buffer.from('\\") }"}'),
    ]),
    malformed,
  ],
  ['UTF-16', Buffer.from(fine, 'utf16le'), malformed],
];

export const bodies: readonly Abuse[] = [
  ...variables.map(([name, ...rest]) => [`variables: ${name}`, ...rest] as const),
  ...names.map(([name, ...rest]) => [`names: ${name}`, ...rest] as const),
  ...envelopes.map(([name, ...rest]) => [`request: ${name}`, ...rest] as const),
].map(([name, body, expected]) => ({ name, body, expected }));
