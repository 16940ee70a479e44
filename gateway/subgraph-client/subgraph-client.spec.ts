import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { serveSubgraph } from '../../kit/subgraph/server';
import { silentLog } from '../../kit/testing/silent-log';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { ticking, ticks } from '../../kit/testing/ticking-subgraph';
import { until } from '../../kit/testing/until';
import { person } from '../../kit/testing/viewers';
import { httpClient } from './http-client';
import { inMemoryClient } from './in-memory-client';
import { subgraphClientContract, type Ticking } from './subgraph-client.contract';

const house = subgraphTest(ticking);
let app: FastifyInstance;

beforeAll(async () => {
  app = serveSubgraph(house.subgraph);
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

const subgraph: Ticking = {
  headersOf: async (id) => ({
    [viewerHeader]: await new ViewerSeal(house.house.secrets, house.clock).sign(person(id)),
    'x-request-id': 'a test',
  }),
  publish: ticks.publish,
  listeners: (count) => until(() => ticks.listeners === count),
};

describe('in memory', () => {
  subgraphClientContract(subgraph, () => inMemoryClient(house.subgraph));
});

describe('over HTTP and a socket', () => {
  const url = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/graphql`;
  subgraphClientContract(subgraph, () => httpClient({ name: 'sample', url: url(), log: silentLog }));
});
