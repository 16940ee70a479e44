import { buildSchema, getOperationAST, parse } from 'graphql';
import { cacheSpec } from '../../kit/graphql/cache-directive';
import { smallSupergraph } from '../testing/small-gateway';
import { apiSchemaOf } from '../compose/api-schema';
import { cacheHints } from './cache-hints';
import { cachePolicy } from './cache-policy';

const supergraph = smallSupergraph({
  shop: `${cacheSpec}
    type Query { product: Product products: Products search: [Found] secret: Secret soon: Product @cacheControl(maxAge: 5) number: Int @cacheControl(maxAge: 7) plain: Int }
    type Mutation { buy: Product }
    interface Named { name: String }
    type Product implements Named @key(fields: "id") @cacheControl(maxAge: 60) { id: ID! name: String price: Money stock: Int @cacheControl(maxAge: 10) owner: Secret }
    type Book implements Named @key(fields: "id") @cacheControl(maxAge: 30) { id: ID! name: String }
    union Found = Product | Book
    type Products { nodes: [Product] total: Int }
    type Money { minor: Int }
    type Secret @key(fields: "id") { id: ID! name: String }`,
  reviews: `type Product @key(fields: "id") { id: ID! reviews: Int }`,
});
const schema = buildSchema(apiSchemaOf(supergraph));
const hints = cacheHints(supergraph);

function policy(text: string) {
  const document = parse(text);
  const { maxAge, types, subgraphs } = cachePolicy(document, getOperationAST(document)!, schema, hints);
  return { maxAge, types: [...types].sort(), subgraphs: [...subgraphs].sort() };
}

it.each<[string, string, number]>([
  ['a type has an age', '{ product { name } }', 60],
  ['what has no key has the age of what it stands in', '{ product { price { minor } } }', 60],
  ['so has a page of things, from what is in it', '{ products { nodes { name } total } }', 60],
  ['the shortest counts: of a field', '{ product { name stock } }', 10],
  ['of a field at the root', '{ soon { name } }', 5],
  ['of several root fields', '{ product { name } number }', 7],
  ['of all types of a union', '{ search { ... on Product { name } } }', 30],
  ['what has a key and no age is never shown again', '{ product { owner { name } } }', 0],
  ['nor a leaf at the root without one', '{ plain }', 0],
  ['in fragments as well', '{ product { ...F } } fragment F on Product { ... on Named { name } owner { id } }', 0],
  ['introspection', '{ product { name } __schema { queryType { name } } }', 0],
  ['a mutation', 'mutation { buy { name } }', 0],
  ['nothing but names of types', '{ __typename }', 0],
])('%s', (_, text, expected) => {
  expect(policy(text).maxAge).toBe(expected);
});

it('depends on the types that are asked, and on the subgraphs that answer', () => {
  expect(policy('{ product { name } }')).toEqual({ maxAge: 60, types: ['Product'], subgraphs: ['shop'] });
  expect(policy('{ soon { name } }').types).toEqual(['Product']);
  expect(policy('{ product { reviews } }').subgraphs).toEqual(['reviews', 'shop']);
  expect(policy('{ search { __typename } }').types).toEqual(['Book', 'Product']);
});
