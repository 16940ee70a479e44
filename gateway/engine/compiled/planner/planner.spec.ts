import { composeSupergraph } from '../../../compose/compose';
import type { PlanVariant } from '../../engine';
import type { FetchStep, Step } from '../compiled-operation';
import { OperationPlanner } from './planner';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@authenticated"])\n';
const shop = `${link}
  type Query { product: Product thing: Thing self: Query secret: String @authenticated many(first: Int!): [Product!]! }
  type Mutation { count: Int }
  interface Thing { name: String }
  type Product implements Thing @key(fields: "id") {
    id: ID! name: String price(currency: String!): Int self: Product
  }
  type Shelf implements Thing { name: String }`;
const post = `${link}
  type Product @key(fields: "id") {
    id: ID!
    price(currency: String!): Int @external
    shipping: Int @requires(fields: "price(currency: \\"EUR\\")")
    tax: Int @requires(fields: "price(currency: \\"USD\\")")
  }`;
const parts = { shop, post };
const sources = Object.entries(parts).map(([name, sdl]) => ({ name, url: `http://${name}/graphql`, sdl }));
const planner = new OperationPlanner(composeSupergraph(sources, []));

function plan(source: string, variant: Partial<PlanVariant> = {}, operationName: string | null = null) {
  const whole = { conditions: {}, denied: {}, overrides: [], ...variant };
  return planner.plan({ source, operationName, variant: whole });
}

function fetches(step: Step | null): FetchStep[] {
  if (!step) return [];
  return step.kind === 'fetch' ? [step] : step.steps.flatMap(fetches);
}
const texts = (source: string, variant?: Partial<PlanVariant>): string[] =>
  fetches(plan(source, variant).root).map(({ text }) => text);

it('asks for a leaf once, however many names a client gives it', () => {
  expect(texts('{ product { a: name b: name name } }')).toEqual(['{product{name}}']);
});

it('a name that collides with a key does not take its place', () => {
  expect(texts('{ product { id: name shipping } }')[0]).toMatch(/^{product{__typename id name price__r1:price\(/);
});

it('two requirements of one field with different arguments are fetched apart, each with its own value', () => {
  const steps = fetches(plan('{ product { shipping tax price(currency: "GBP") } }').root).slice(1);
  const required = steps.map(({ text, requires }) => [text.match(/shipping|tax/g), JSON.stringify(requires)]);
  expect(required).toEqual([
    [['shipping'], expect.stringContaining('"key":"price__r1","name":"price"')],
    [['tax'], expect.stringContaining('"key":"price__r2","name":"price"')],
  ]);
});

it('mutations are done as often as they are asked for', () => {
  expect(texts('mutation { a: count b: count }')[0]).toMatch(/count_1:count.*count_2:count/);
});

it('conditions are settled, wherever they stand', () => {
  const source =
    'query ($x: Boolean!) { product @include(if: $x) { name } thing { ... on Product @skip(if: $x) { id } name } }';
  expect(texts(source, { conditions: { x: true } }).join()).toBe('{product{name}thing{__typename name}}');
  expect(texts(source, { conditions: { x: false } }).join()).toBe('{thing{__typename name ...on Product{id}}}');
});

it('nothing is planned where nothing is asked', () => {
  const none = plan('query ($x: Boolean!) { product @include(if: $x) { id } __typename }', {
    conditions: { x: false },
  });
  expect(none.root).toBeNull();
  expect(plan('{ __schema { types { name } } }')).toMatchObject({ root: null, introspection: expect.any(String) });
});

it('what the viewer does not get is not fetched', () => {
  const denied = { 'Query.secret': 'UNAUTHENTICATED' } as const;
  expect(texts('{ secret product { name } }', { denied })).toEqual(['{product{name}}']);
  expect(plan('{ secret }', { denied }).root).toBeNull();
});

it("a fetch carries the client's operation name, for the subgraph's logs, and its variables only where it uses them", () => {
  const source = 'query Mine($n: Int!, $c: String!) { many(first: $n) { shipping } product { price(currency: $c) } }';
  const [first, ...rest] = fetches(plan(source, {}, 'Mine').root);
  expect(first?.text).toMatch(/^query Mine\(/);
  expect(rest.map(({ variables }) => variables)).toEqual([[]]);
});

describe('fragments that spread fragments', () => {
  const bomb = (inner: string): string => {
    const levels = Array.from(
      { length: 30 },
      (_, at) => `fragment F${at} on Product { ${inner.replaceAll('X', `F${at + 1}`)} }`,
    );
    return `{ product { ...F0 } } ${levels.join(' ')} fragment F30 on Product { name }`;
  };

  it('twice at one place count once', () => {
    expect(texts(bomb('self { ...X ...X } self { ...X }'))).toHaveLength(1);
  });

  it('that really come to millions of selections are refused', () => {
    expect(() => plan(bomb('a: self { ...X } b: self { ...X }'))).toThrow(
      expect.objectContaining({ code: 'OPERATION_TOO_LARGE' }),
    );
  });
});
