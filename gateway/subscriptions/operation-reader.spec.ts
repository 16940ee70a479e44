import { buildSchema } from 'graphql';
import { OperationReader, rootFieldOf, type Reading } from './operation-reader';

const schema = buildSchema(`
  type Query { hello: String }
  type Subscription { ticks(topic: ID): Int }
`);
const limits = { depth: 10, aliases: 10, rootFields: 10, tokens: 100, listItems: 10, hasIntrospection: false };
const reader = new OperationReader(schema, limits);
const messages = (reading: Reading) => ('errors' in reading ? reading.errors.map(({ message }) => message) : []);
const operation = (query: string) => {
  const reading = reader.read({ query });
  if ('errors' in reading) throw new Error(messages(reading).join());
  return reading.operation;
};

it('a document is parsed once', () => {
  const query = 'subscription { ticks }';
  expect(operation(query).document).toBe(operation(query).document);
  expect(operation(query).documentHash).toMatch(/^[0-9a-f]{64}$/);
});

it('without introspection the graph stays closed, and errors suggest nothing', () => {
  expect(messages(reader.read({ query: '{ __schema { types { name } } }' })).length).toBeGreaterThan(0);
  const [closed] = messages(reader.read({ query: '{ helo }' }));
  expect(closed).toBe('Cannot query field "helo" on type "Query".');
  const open = new OperationReader(schema, { ...limits, hasIntrospection: true });
  expect(messages(open.read({ query: '{ helo }' }))[0]).toContain('Did you mean "hello"?');
  expect(messages(open.read({ query: '{ __schema { types { name } } }' }))).toEqual([]);
});

it('counts tokens before it reads further', () => {
  const [message] = messages(reader.read({ query: `{ ${'hello '.repeat(101)} }` }));
  expect(message).toContain('100 tokens');
});

it.each([
  ['plainly', 'subscription { ticks }'],
  ['under another name', 'subscription { other: ticks }'],
  ['in an inline fragment', 'subscription { ... on Subscription { ticks } }'],
  [
    'in a fragment of a fragment',
    'subscription { ...A } fragment A on Subscription { ...B } fragment B on Subscription { ticks }',
  ],
])('finds the root field %s', (_, query) => {
  expect(rootFieldOf(operation(query))).toBe('ticks');
});
