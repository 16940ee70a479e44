import { asked, knock, openWalled, type Settings, type Walled } from './world';

/** Each small enough to be met, and large enough not to stand in the way of another. */
const settings = {
  MAX_DEPTH: '5',
  MAX_ALIASES: '3',
  MAX_ROOT_FIELDS: '6',
  MAX_VARIABLES: '2',
  MAX_DIRECTIVES: '2',
  MAX_LIST_ITEMS: '4',
  MAX_DEFINITIONS: '4',
  MAX_SELECTIONS: '100',
  MAX_TOKENS: '300',
  MAX_COST: '20',
  MAX_BODY_BYTES: '8000',
  MAX_JSON_VALUES: '100',
} satisfies Settings;

const times = (count: number, text: (index: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(between);

let gateway: Walled;
beforeAll(async () => (gateway = await openWalled(settings)));
afterAll(() => gateway.app.close());

/** Several operations need names, and one of them runs. */
const operations = (count: number): string =>
  asked(
    times(count, (index) => `query q${index} { me { id } }`),
    { operationName: 'q0' },
  );
const directives = (count: number): string =>
  ['@include(if: true)', '@skip(if: false)', '@include(if: true)'].slice(0, count).join(' ');
const selections = (count: number): string => `{ me { ${times(count - 1, () => 'name')} } }`;

/** A field takes one token, one with a directive eight, and what is around them five. */
function tokens(count: number): string {
  const long = Math.floor((count - 5) / 10);
  return `{ me { ${times(long, () => 'name @skip(if: false)')} ${times(count - 5 - 8 * long, () => 'name')} } }`;
}

function variables(count: number): string {
  const all = ['text', 'other', 'more'].slice(0, count);
  return `query (${all.map((name) => `$${name}: String`).join(' ')}) { echo(${all.map((name) => `${name}: $${name}`).join(' ')}) }`;
}

const list = 'query ($list: [Int]) { echo(list: $list) }';

/** JSON of so many values: the body, its two keys and the list are four, and a comma announces one more. */
const values = (count: number): string => `{"query":"{ me { id } }","more":[${times(count - 3, String, ',')}]}`;

const padded = (bytes: number): string => {
  const body = asked('{ me { id } }', { more: '' });
  return body.replace('""', `"${'x'.repeat(bytes - body.length)}"`);
};

type Row = [
  setting: keyof typeof settings,
  what: string,
  body: (size: number) => string,
  code: string,
  limit: string | null,
];

it.each<Row>([
  [
    'MAX_DEPTH',
    'fields in one another',
    (size) => asked(`{ me ${'{ self '.repeat(size - 2)} { name } ${'}'.repeat(size - 2)} }`),
    'OPERATION_TOO_LARGE',
    'depth',
  ],
  [
    'MAX_ALIASES',
    'aliases',
    (size) => asked(`{ me { ${times(size, (index) => `a${index}: name`)} } }`),
    'OPERATION_TOO_LARGE',
    'aliases',
  ],
  [
    'MAX_ROOT_FIELDS',
    'root fields',
    (size) => asked(`{ ${times(size, () => 'echo')} }`),
    'OPERATION_TOO_LARGE',
    'rootFields',
  ],
  ['MAX_VARIABLES', 'variables', (size) => asked(variables(size)), 'OPERATION_TOO_LARGE', 'variables'],
  [
    'MAX_DIRECTIVES',
    'directives',
    (size) => asked(`{ me { name ${directives(size)} } }`),
    'OPERATION_TOO_LARGE',
    'directives',
  ],
  [
    'MAX_LIST_ITEMS',
    'a list in the text',
    (size) => asked(`{ echo(list: [${times(size, String, ',')}]) }`),
    'OPERATION_TOO_LARGE',
    'listItems',
  ],
  [
    'MAX_LIST_ITEMS',
    'a list in the variables',
    (size) => asked(list, { variables: { list: Array.from({ length: size }, () => 1) } }),
    'OPERATION_TOO_LARGE',
    'listItems',
  ],
  ['MAX_DEFINITIONS', 'operations', operations, 'OPERATION_TOO_LARGE', 'definitions'],
  ['MAX_SELECTIONS', 'fields', (size) => asked(selections(size)), 'OPERATION_TOO_LARGE', 'selections'],
  ['MAX_TOKENS', 'tokens', (size) => asked(tokens(size)), 'GRAPHQL_PARSE_FAILED', null],
  ['MAX_COST', 'expected objects', (size) => asked(`{ users(first: ${size}) { id } }`), 'COST_LIMIT_EXCEEDED', null],
  ['MAX_JSON_VALUES', 'values of the body', values, 'OPERATION_TOO_LARGE', 'values'],
  ['MAX_BODY_BYTES', 'bytes of the body', padded, 'REQUEST_TOO_LARGE', null],
])('%s: as many %s as it says are answered, and one more is refused', async (setting, _, body, code, limit) => {
  const size = Number(settings[setting]);
  const met = await knock(gateway.port, { body: body(size) });
  expect([met.status, met.code, met.text]).toEqual([200, undefined, expect.stringMatching(/^\{"data":\{/)]);
  const refused = await knock(gateway.port, { body: body(size + 1) });
  const status = code === 'REQUEST_TOO_LARGE' ? 413 : 400;
  expect([refused.status, refused.code, refused.facts['limit'] ?? null]).toEqual([status, code, limit]);
  expect(refused.text).not.toContain('"data":{');
});

describe('a batch is refused, whichever way it comes', () => {
  const batch = JSON.stringify([{ query: 'mutation { touch { id } }' }, { query: 'mutation { touch { id } }' }]);

  it.each([
    ['POST /graphql', { body: batch }],
    ['POST /graphql as a stream of events', { body: batch, headers: { accept: 'text/event-stream' } }],
    ['POST /api', { path: '/api/Hello', body: batch }],
    ['GET with texts', { method: 'GET', path: `/graphql?query=${encodeURIComponent(batch)}` }],
    ['GET with two texts', { method: 'GET', path: '/graphql?query={me{id}}&query={me{id}}' }],
    ['GET with variables', { method: 'GET', path: '/graphql?query={me{id}}&variables=[{},{}]' }],
  ])('%s', async (_, given) => {
    const { status, code, text } = await knock(gateway.port, given);
    expect(status).toBe(400);
    expect(['BAD_REQUEST', 'GRAPHQL_PARSE_FAILED']).toContain(code);
    expect(text).not.toContain('"data"');
    expect(gateway.touched).toBe(0);
  });
});
