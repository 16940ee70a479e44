import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { buildSchema } from 'graphql';
import { openApolloEngine } from '../engine/apollo/apollo-engine';
import { withoutSecuritySpecs } from '../engine/apollo/without-security';
import { composeSupergraph, CompositionError } from './compose';

const link = (imports: string): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n`;
const people = (sdl: string, imports = '"@key", "@authenticated", "@policy"') => [
  { name: 'people', url: 'http://people/graphql', sdl: link(imports) + sdl },
];

const guarded = 'type Query { me: Person } type Person @key(fields: "id") { id: ID! email: String @authenticated }';
const open = 'type Query { me: Person } type Person @key(fields: "id") { id: ID! email: String }';

it('directives alone are no wall: composition fails on an unprotected sensitive field', () => {
  expect(() => composeSupergraph(people(open), ['Person.email'])).toThrow(
    'Person.email is sensitive and carries no security directive',
  );
});

it('a sensitive field that no longer exists fails too: the list cannot rot', () => {
  expect(() => composeSupergraph(people(guarded), ['Person.phone'])).toThrow(CompositionError);
});

it('accepts a sensitive field behind a directive, also a renamed one', () => {
  expect(composeSupergraph(people(guarded), ['Person.email'])).toContain('email: String @authenticated');
  const renamed = guarded.replace('@authenticated', '@signedIn');
  const imports = '"@key", { name: "@authenticated", as: "@signedIn" }';
  expect(composeSupergraph(people(renamed, imports), ['Person.email'])).toContain('email: String @signedIn');
});

it('names what does not fit together', () => {
  const other = {
    name: 'other',
    url: 'http://other/graphql',
    sdl: link('"@key"') + 'type Person @key(fields: "id") { id: ID! email: Int } type Query { other: Person }',
  };
  expect(() => composeSupergraph([...people(open), other], [])).toThrow(/Person.email/);
});

it('the apollo engine gets a supergraph without the specs that it refuses to load', async () => {
  const supergraphSdl = composeSupergraph(people(guarded), []);
  const load = (sdl: string) =>
    new ApolloGateway({
      supergraphSdl: sdl,
      buildService: () => new LocalGraphQLDataSource(buildSchema('type Query { me: ID }')),
      logger: quiet,
    }).load();
  await expect(load(supergraphSdl)).rejects.toThrow();
  await expect(load(withoutSecuritySpecs(supergraphSdl))).resolves.toBeDefined();
});

it('a field that is @inaccessible stays out of the graph that the apollo engine serves', async () => {
  const sdl =
    'type Query { me: Person keys: String @inaccessible } type Person @key(fields: "id") { id: ID! email: String @authenticated }';
  const supergraphSdl = composeSupergraph(people(sdl, '"@key", "@authenticated", "@inaccessible"'), []);
  const silent = async function* () {};
  const close = (): Promise<void> => Promise.resolve();
  const client = { name: 'people', execute: () => Promise.resolve({ data: {} }), subscribe: silent, close };
  const engine = await openApolloEngine({ supergraphSdl, clients: new Map([['people', client]]) });
  expect(Object.keys(engine.schema.getQueryType()?.getFields() ?? {})).toEqual(['me']);
  await engine.stop();
});

const nothing = (): void => undefined;
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
