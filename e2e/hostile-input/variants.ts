import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql';

type Place = GraphQLArgument | GraphQLInputField;

/** What exists, to be pointed at by those to whom it does not belong. */
export interface Known {
  /** Ids of rows of all kinds: of other people, of an organisation, drafts. */
  readonly ids: readonly string[];
  /** A real cursor of some list. */
  readonly cursor: string;
}

const nil = '00000000-0000-0000-0000-000000000000';
/** As much as a request may hold, nearly: a million characters are refused before GraphQL. */
const huge = 'x'.repeat(900_000);
const nested = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown;

const strings = [
  '',
  ' \n\t ',
  'NUL \0 byte',
  huge,
  '\ud800',
  '\u0001\u001b[31m\u007f',
  '👩‍👩‍👧‍👦 \u202Eright to left\u0301\u0301',
  '__proto__',
  'constructor',
  "'; DROP TABLE course; --",
  '../../etc/passwd',
];
const numbers = [-1, 0, 101, 1e9, 1.5, 2 ** 31 - 1, -(2 ** 31), 2 ** 53, 1e308];
/** What a scalar with a format of its own must not stumble over. */
const unformatted = ['', 'NUL \0 byte', huge, '\ud800', '__proto__'];
const instants = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '300000-01-01T00:00:00Z',
  '+300000-01-01T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  '2027-02-30T25:61:61Z',
  'now',
];
const wrongTypes = [null, 42, 'text', {}, nested];

const byScalar: Readonly<Record<string, readonly unknown[]>> = {
  String: strings,
  Boolean: ['true', 'FALSE', 2],
  Int: [...numbers, '1'],
  Float: [...numbers, '1'],
  Duration: [...numbers, '60'],
  BigInt: [...numbers, ...unformatted, '9'.repeat(40), '-1', '1.5', `${2 ** 53}`],
  DateTime: [...instants, 0, 8.64e15, ...unformatted],
  EmailAddress: [
    ...unformatted,
    'a@b',
    `${'a'.repeat(300)}@example.test`,
    'a@example.test\r\nBcc: b@example.test',
    '"\\"@example.test',
  ],
  URL: [
    ...unformatted,
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user:pass@example.org/',
    `https://example.org/${'a'.repeat(5_000)}`,
  ],
  Locale: [...unformatted, 'xx-YY-zz', 'en-US-u-ca-buddhist'],
  CurrencyCode: [...unformatted, 'XXX', 'eur'],
};

/** Everything hostile that can be put into one place, at whatever depth of it. */
export function* variantsOf(place: Place, sample: unknown, known: Known): Generator<unknown> {
  yield undefined;
  yield* wrongTypes;
  yield* ofType(place.type, place.name, sample, known);
}

function* ofType(type: GraphQLInputType, name: string, sample: unknown, known: Known): Generator<unknown> {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    const [element] = Array.isArray(sample) ? (sample as unknown[]) : [];
    yield* [[null], [[]], Array.from({ length: 2 }, () => element), Array.from({ length: 10_000 }, () => element)];
    for (const variant of ofType(bare.ofType, name, element, known)) yield [variant];
  } else if (isEnumType(bare)) {
    yield* ['NO_SUCH_VALUE', '__proto__', 'constructor', ...bare.getValues().map((value) => value.name)];
  } else if (isInputObjectType(bare)) {
    yield* [{ ...(sample as object), noSuchField: 1 }, { constructor: 1 }];
    for (const field of Object.values(bare.getFields())) {
      const inner = (sample as Record<string, unknown> | undefined)?.[field.name];
      for (const variant of variantsOf(field, inner, known)) yield { ...(sample as object), [field.name]: variant };
    }
  } else if (bare.name === 'ID') {
    yield* [...strings, ...known.ids, nil, 'not-a-uuid', 2 ** 53, 1.5];
  } else if (name === 'after' || name === 'before') {
    const [body = '', seal = ''] = known.cursor.split('.');
    yield* [
      ...strings,
      known.cursor,
      body,
      `${body}.`,
      `${body}.${'A'.repeat(16)}`,
      `e30.${seal}`,
      '.',
      `..${known.cursor}`,
    ];
  } else yield* byScalar[bare.name] ?? strings;
}
