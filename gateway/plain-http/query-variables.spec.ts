import { buildSchema, getOperationAST, parse } from 'graphql';
import type { CodedError } from '../../kit/errors/errors';
import { queryVariables, type QueryParameters } from './query-variables';

const schema = buildSchema(`
  scalar Duration
  enum Order { NEWEST }
  input Filter { text: String and: [Filter] }
  type Query {
    all(text: String, id: ID, int: Int, float: Float, on: Boolean, order: Order, length: Duration,
        ids: [ID!], numbers: [Int], filter: Filter, filters: [Filter]): Int
  }
`);
const names = 'text: String, id: ID, int: Int, float: Float, on: Boolean, order: Order, length: Duration';
const lists = 'ids: [ID!], numbers: [Int], filter: Filter, filters: [Filter]';
const definitions = `${names}, ${lists}`.replaceAll(/(\w+):/g, '$$$1:');
const operation = getOperationAST(parse(`query ($must: Int! = 1, ${definitions}) { all(int: $must) }`))!;

const variables = (parameters: QueryParameters) => queryVariables(parameters, operation, schema);
const problems = (parameters: QueryParameters): unknown => {
  try {
    return variables(parameters);
  } catch (error) {
    return (error as CodedError).facts['fields'];
  }
};

it.each<[string, QueryParameters, unknown]>([
  ['texts are what stands there', { text: '7', id: '007', order: 'NEWEST' }, { text: '7', id: '007', order: 'NEWEST' }],
  ['numbers', { int: '-7', float: '1.5e3' }, { int: -7, float: 1500 }],
  ['booleans', { on: 'true' }, { on: true }],
  [
    'what is no number is left to the check of variables',
    { int: '07', float: 'x', on: '1' },
    { int: '07', float: 'x', on: 1 },
  ],
  ['a scalar is what it looks like', { length: '90' }, { length: 90 }],
  ['a list of one', { ids: '1' }, { ids: ['1'] }],
  ['a list by repetition', { ids: ['1', '2'], numbers: ['1', '2'] }, { ids: ['1', '2'], numbers: [1, 2] }],
  ['a list as JSON', { numbers: '[1,null]' }, { numbers: [1, null] }],
  ['an object', { filter: '{"text":"a"}' }, { filter: { text: 'a' } }],
  ['objects', { filters: ['{"text":"a"}', '{}'] }, { filters: [{ text: 'a' }, {}] }],
  ['nothing', {}, {}],
])('%s', (_, given, expected) => {
  expect(variables(given)).toEqual(expected);
});

it.each<[string, QueryParameters, Record<string, unknown>]>([
  [
    'a name that no variable has',
    { txet: 'a' },
    { txet: expect.stringContaining('there is no txet; there is must, text') },
  ],
  ['a name that every object has', { constructor: 'a' }, { constructor: expect.stringContaining('there is no') }],
  ['an object that is no JSON', { filter: '{' }, { filter: 'filter must be JSON' }],
  ['a value that is there twice', { int: ['1', '2'] }, { int: 'int can be given once only' }],
])('%s is named', (_, given, expected) => {
  expect(problems(given)).toEqual(expected);
});
