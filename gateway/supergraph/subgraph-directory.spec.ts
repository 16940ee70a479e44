import type { SubgraphClient } from '../subgraph-client/subgraph-client';
import { smallSupergraph } from '../testing/small-gateway';
import { type OpenClient, SubgraphDirectory } from './subgraph-directory';

const clientOf = (name: string): SubgraphClient => ({
  name,
  execute: () => Promise.resolve({ data: {} }),
  subscribe: async function* () {},
  close: () => Promise.resolve(),
});

const users = clientOf('users');
const sdl = smallSupergraph({ users: 'type Query { me: String }', 'gift-cards': 'type Query { cards: String }' });

const guard = (client: SubgraphClient): SubgraphClient => ({ ...client, name: `guarded ${client.name}` });
const known = new Map([['users', users]]);

it('opens a way to what a supergraph adds, once, at the URL that it names; guards what it knew and what it opens', () => {
  const opened: string[] = [];
  const open: OpenClient = ({ name, url }) => {
    opened.push(`${name} ${url}`);
    return clientOf(name);
  };
  const directory = new SubgraphDirectory({ known, open, guard });
  directory.clientsOf(sdl);
  const clients = directory.clientsOf(sdl);
  expect([...clients.values()].map(({ name }) => name)).toEqual(['guarded users', 'guarded gift-cards']);
  expect(opened).toEqual(['gift-cards http://gift-cards/graphql']);
});

it('refuses a supergraph with a subgraph that cannot be reached', () => {
  const directory = new SubgraphDirectory({ known, open: undefined, guard });
  expect(() => directory.clientsOf(sdl)).toThrow('it names gift-cards, but there is no way to it');
});
