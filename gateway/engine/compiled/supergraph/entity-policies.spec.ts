import { cacheSpec } from '../../../../kit/graphql/cache-directive';
import { viewerIndependentSpec } from '../../../../kit/graphql/viewer-independent';
import { composeSupergraph } from '../../../compose/compose';
import { OperationPlanner } from '../planner/planner';
import type { EntityPolicy, FetchStep, Step } from '../compiled-operation';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@authenticated", "@requiresScopes"])
`;
const sdls = {
  shop: `type Query { product: Product things: [Named] }
    interface Named { id: ID! }
    type Product implements Named @key(fields: "id") { id: ID! weight: Int }
    type Book implements Named @key(fields: "id") { id: ID! }`,
  store: `${cacheSpec}${viewerIndependentSpec}
    type Product @key(fields: "id") @cacheControl(maxAge: 60) {
      id: ID!
      weight: Int @external
      stock: Int @viewerIndependent
      soon: Int @viewerIndependent @cacheControl(maxAge: 5)
      never: Int @viewerIndependent @cacheControl(maxAge: 0)
      shelves(row: Int): [Shelf] @viewerIndependent
      box: Box @viewerIndependent
      maker: Maker @viewerIndependent
      seen: Int @viewerIndependent(unlessNull: true)
      own: Int
      shipping: Int @requires(fields: "weight") @viewerIndependent
      cost: Int @viewerIndependent @authenticated
      secret: Secret @viewerIndependent
    }
    type Book @key(fields: "id") @cacheControl(maxAge: 30) { id: ID! stock: Int @viewerIndependent }
    type Shelf @viewerIndependent { name: String maybe: Int @viewerIndependent(unlessNull: true) margin: Int @requiresScopes(scopes: [["read"]]) }
    type Box { size: Int }
    type Maker @key(fields: "id") @viewerIndependent { id: ID! name: String }
    type Secret @authenticated @viewerIndependent { name: String }`,
};
const planner = new OperationPlanner(
  composeSupergraph(
    Object.entries(sdls).map(([name, sdl]) => ({ name, url: `http://${name}`, sdl: link + sdl })),
    [],
  ),
);

function fetches(step: Step | null): FetchStep[] {
  if (step === null) return [];
  return step.kind === 'fetch' ? [step] : step.steps.flatMap(fetches);
}

/** Of what the store is asked in an operation. */
function policy(source: string, operationName: string | null = null): EntityPolicy | null {
  const { root } = planner.plan({ source, operationName, variant: { conditions: {}, denied: {}, overrides: [] } });
  return fetches(root).find(({ service }) => service === 'store')!.kept;
}

it.each<[string, string, number]>([
  ['what is the same for everyone', 'stock', 60],
  ['the shortest age counts', 'stock soon', 5],
  ['fields of a type that is the same for everyone', 'shelves { name }', 60],
  ['the name of a type', '__typename stock', 60],
])('is kept: %s', (_, fields, maxAge) => {
  expect(policy(`{ product { ${fields} } }`)?.maxAge).toBe(maxAge);
});

it.each([
  ['beside it something that depends on the viewer', 'stock own'],
  ['an age of 0', 'never'],
  ['a type of which nothing is said', 'box { size }'],
  ['an entity without an age', 'maker { name }'],
  ['what is computed from fields that the viewer was shown', 'shipping'],
  ['a guarded field', 'cost'],
  ['a guarded field of a type that is the same for everyone', 'shelves { margin }'],
  ['a guarded type', 'secret { name }'],
  ['null that may be a refusal, deeper than the entity', 'shelves { maybe }'],
])('is not kept: %s', (_, fields) => {
  expect(policy(`{ product { ${fields} } }`)).toBeNull();
});

it('all types that an abstract type stands for count', () => {
  expect(policy('{ things { ... on Book { stock } ... on Product { stock } } }')?.maxAge).toBe(30);
  expect(policy('{ things { ... on Book { stock } ... on Product { own } } }')).toBeNull();
});

it('says where null may be a refusal, by the key in the answer', () => {
  expect(policy('{ product { a: seen stock } }')?.unlessNull).toEqual(['seen']);
});

it('knows the same question of other operations, and other questions apart', () => {
  const { id } = policy('query One { product { stock } }', 'One')!;
  expect(policy('query Two { product { b: stock } }', 'Two')!.id).toBe(id);
  expect(policy('{ product { soon } }')!.id).not.toBe(id);
  const rows = [1, 2].map((row) => policy(`{ product { shelves(row: ${row}) { name } } }`)!.id);
  expect(rows[0]).not.toBe(rows[1]);
});

it('a mutation and a whole answer have none', () => {
  const { root } = planner.plan({
    source: '{ product { id } }',
    operationName: null,
    variant: { conditions: {}, denied: {}, overrides: [] },
  });
  expect(fetches(root).map(({ kept }) => kept)).toEqual([null]);
});
