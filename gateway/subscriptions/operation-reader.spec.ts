import { buildSchema } from 'graphql';
import { Registry } from 'prom-client';
import { testHouse } from '../../kit/testing/test-house';
import { documentLimits } from '../limits/documents/document-limits';
import { DocumentReader } from '../limits/documents/document-reader';
import { documentMetrics } from '../metrics/document-metrics';
import { OperationReader, rootFieldOf, type Reading } from './operation-reader';

const schema = buildSchema(`
  type Query { hello: String }
  type Subscription { ticks(topic: ID): Int }
`);
const { config } = testHouse(() => Promise.reject(new Error('There is no database.')));
const documents = new DocumentReader(schema, {
  limits: documentLimits(config),
  hasIntrospection: false,
  metrics: documentMetrics(new Registry()),
});
const reader = new OperationReader(schema, documents, { variables: 10, listItems: 10, depth: 10 });
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
