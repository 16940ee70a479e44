import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../../cli/files';
import { kinds, type GatewayKind } from '../gateways/kinds';
import type { Page } from '../measure/page';
import type { Plan } from '../measure/rounds';

export interface Row {
  readonly page: Page;
  readonly peers: readonly GatewayKind[];
  readonly plan: Plan;
  /** Milliseconds until a subgraph answers. */
  readonly delay: number;
  /** Processes of each gateway. */
  readonly workers: number;
  /** Each client has an access token of its own, of which the subgraphs are told. */
  readonly isSignedIn: boolean;
}

export const heavyQuery = readFileSync(join(projectFolder, 'bench', 'requests', 'heavy-query.graphql'), 'utf8');

const heavy: Page = {
  name: 'the heavy nested query of the public federation benchmarks',
  query: heavyQuery,
  whole: z.object({ users: z.array(z.object({ reviews: z.array(z.unknown()).length(2) })).length(6) }),
};
const small: Page = {
  name: 'one field of one subgraph',
  query: '{ me { name } }',
  whole: z.object({ me: z.object({ name: z.string() }) }),
};
const wide: Page = {
  name: 'a list of 1,000 entities of two subgraphs',
  query: '{ items { id name price quantity isLow } }',
  whole: z.object({ items: z.array(z.object({ price: z.number(), quantity: z.number() })).length(1_000) }),
};
const mutation: Page = {
  name: 'a mutation, with a field of another subgraph',
  query:
    'mutation Review($upc: String!, $body: String!) { addReview(upc: $upc, body: $body) { id body product { upc name price } } }',
  variables: { upc: '1', body: 'It stands as it did on the first day.' },
  whole: z.object({ addReview: z.object({ product: z.object({ name: z.string() }) }) }),
};

const { compiled, apolloEngine, apolloGateway, hive, hiveRust } = kinds;
const plan: Plan = { warmUps: 3, rounds: 12, seconds: 2, connections: 50 };
const usual = {
  peers: [compiled, apolloEngine, apolloGateway, hive, hiveRust],
  plan,
  delay: 0,
  workers: 1,
  isSignedIn: false,
};
const signedIn = {
  ...usual,
  peers: [compiled, kinds.apolloGatewayForwarding, kinds.hiveForwarding, kinds.hiveRustForwarding],
  isSignedIn: true,
};

/** What is asked, by the name in the command. */
export const rows = {
  heavy: { ...usual, page: heavy },
  'heavy-slow-subgraphs': { ...usual, page: { ...heavy, name: `${heavy.name}, subgraphs 4 ms away` }, delay: 4 },
  'heavy-two-processes': { ...usual, page: { ...heavy, name: `${heavy.name}, two processes each` }, workers: 2 },
  'heavy-signed-in': { ...signedIn, page: { ...heavy, name: `${heavy.name}, each client signed in` } },
  small: { ...usual, page: small },
  'small-signed-in': { ...signedIn, page: { ...small, name: `${small.name}, each client signed in` } },
  wide: { ...usual, page: wide },
  mutation: { ...usual, page: mutation },
  kept: {
    ...usual,
    page: { ...heavy, name: `${heavy.name}, answers kept` },
    peers: [kinds.keeping, compiled, apolloGateway, hive, kinds.hiveKeeping],
  },
  'kept-alone': {
    ...usual,
    page: { ...heavy, name: `${heavy.name}, answers kept, one client` },
    peers: [kinds.keeping, compiled, apolloGateway, hive, kinds.hiveKeeping],
    plan: { ...plan, connections: 1 },
  },
  registered: {
    ...signedIn,
    page: { ...heavy, name: `${heavy.name}, as text and by its id, each client signed in` },
    peers: [kinds.byId, compiled, kinds.apolloGatewayForwarding],
  },
  watched: {
    ...signedIn,
    page: { ...small, name: `${small.name}, requests counted and traced or not, each client signed in` },
    peers: [compiled, kinds.counting, kinds.tracedSome, kinds.traced, kinds.apolloGatewayForwarding],
  },
} as const satisfies Record<string, Row>;

export type RowName = keyof typeof rows;
