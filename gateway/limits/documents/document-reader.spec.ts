import { buildSchema } from 'graphql';
import { testHouse } from '../../../kit/testing/test-house';
import type { DocumentResult } from '../../metrics/document-metrics';
import { documentLimits } from './document-limits';
import { DocumentReader } from './document-reader';
import { DocumentReaders } from './document-readers';

const schema = buildSchema('type Query { hello(in: [Int]): String self: Query }');
const { config } = testHouse(() => Promise.reject(new Error('There is no database.')), { MAX_TOKENS: '1000' });
let results: DocumentResult[];
beforeEach(() => (results = []));

function options(hasIntrospection: boolean) {
  return {
    limits: documentLimits(config),
    hasIntrospection,
    metrics: { read: (result: DocumentResult) => void results.push(result) },
  };
}

function problems(query: string, hasIntrospection = false): [unknown, string][] {
  const read = new DocumentReader(schema, options(hasIntrospection)).read(query);
  return 'errors' in read ? read.errors.map(({ extensions, message }) => [extensions['code'], message]) : [];
}

it('a document is parsed once', () => {
  const reader = new DocumentReader(schema, options(false));
  const [first, second] = [reader.read('{ hello }'), reader.read('{ hello }')];
  expect(first).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  expect(second).toBe(first);
  expect(results).toEqual(['valid', 'known']);
});

it('each schema has its own reader', () => {
  const readers = new DocumentReaders(options(false));
  expect(readers.of(schema)).toBe(readers.of(schema));
  expect(readers.of(schema)).not.toBe(readers.of(buildSchema('type Query { other: Int }')));
});

it('without introspection the graph stays closed, and errors suggest nothing', () => {
  const introspection = '{ __schema { types { name } } }';
  expect(problems(introspection).length).toBeGreaterThan(0);
  expect(problems('{ helo }')).toEqual([['GRAPHQL_VALIDATION_FAILED', 'Cannot query field "helo" on type "Query".']]);
  expect(problems(introspection, true)).toEqual([]);
  expect(problems('{ helo }', true)[0]?.[1]).toContain('Did you mean "hello"');
});

it.each<[string, string, string, string]>([
  ['nothing', '', 'GRAPHQL_PARSE_FAILED', 'Unexpected <EOF>'],
  ['too many tokens', `{ ${'hello '.repeat(1_001)} }`, 'GRAPHQL_PARSE_FAILED', '1000 tokens'],
  ['too much white space', `{ hello ${' '.repeat(20_000)} }`, 'OPERATION_TOO_LARGE', '20000 for characters'],
  ['a long comment', `{ hello } # ${'x'.repeat(20_000)}`, 'OPERATION_TOO_LARGE', 'characters'],
  ['a NUL byte', '{ hello\0 }', 'GRAPHQL_PARSE_FAILED', 'U+0000'],
  ['too much of a field', `{ self { ${'hello '.repeat(900)} } }`, 'OPERATION_TOO_LARGE', 'comparisons'],
])('%s is refused before validation', (_, query, code, message) => {
  expect(problems(query)).toEqual([[code, expect.stringContaining(message)]]);
  expect(results).toEqual(['refused']);
});

it('what nests deeper than the parser can follow is refused', () => {
  const reader = new DocumentReader(schema, {
    ...options(false),
    limits: { ...documentLimits(config), tokens: 100_000 },
  });
  expect(reader.read('{ self '.repeat(40_000))).toMatchObject({
    errors: [{ extensions: { code: 'OPERATION_TOO_LARGE', limit: 'depth', allowed: 'what can be parsed' } }],
  });
});

it('lists the first errors only', () => {
  const fields = Array.from({ length: 30 }, (_, index) => `no${index}`).join(' ');
  expect(problems(`{ ${fields} }`)).toHaveLength(11);
  expect(results).toEqual(['invalid']);
});
