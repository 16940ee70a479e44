import '../../cli/count-held-buffers';
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openEnvironment } from '../../cli/environment';
import { schemaFolder } from '../../cli/files';
import { startLiveIngest } from '../../cli/live-ingest';
import { Platform } from '../../cli/platform';
import { subgraphs } from '../../cli/subgraphs';
import { openGateway } from '../../gateway/gateway';
import { ComposedSource } from '../../gateway/supergraph/composed-source';
import { httpClient } from '../../gateway/subgraph-client/http-client';
import { inMemoryClient } from '../../gateway/subgraph-client/in-memory-client';
import type { SubgraphClient } from '../../gateway/subgraph-client/subgraph-client';
import { readConfig } from '../../kit/config/config';
import type { House } from '../../kit/subgraph/house';
import { serveSubgraph } from '../../kit/subgraph/server';
import { openMonolith } from './monolith/monolith';
import type { Counts } from '../measure/peer';
import type { Order, Ready } from './product-peer';

/** What the requests so far have cost in this process. */
const costs = { calls: 0, statements: () => 0 };

/** Serves what the run orders, and tells it the address. Without workers nothing but the requests is measured. */
async function serve({ role, settings, urls, hasWorkers, hasIngest }: Order): Promise<Ready> {
  const { house } = await openEnvironment(readConfig(settings), { alone: true });
  if (role === 'gateway over HTTP') {
    const clients = Object.entries(urls).map(([name, url]) => httpClient({ name, url, log: house.log }));
    return listen(await gateway(house, clients));
  }
  const platform = await Platform.open(subgraphs, house);
  costs.statements = () =>
    platform.subgraphs.reduce((sum, { resources }) => sum + resources.database.statements.count, 0);
  if (hasWorkers) await platform.startWorkers();
  if (hasIngest) await startLiveIngest(platform.get('media'));
  if (role === 'monolith') return listen(await openMonolith(platform, house));
  if (role === 'gateway') return listen(await gateway(house, platform.subgraphs.map(inMemoryClient)));
  const served = await Promise.all(
    platform.subgraphs.map(async (own) => [own.name, (await listen(serveSubgraph(own))).url] as const),
  );
  return { url: '', urls: Object.fromEntries(served.map(([name, url]) => [name, `${url}/graphql`])) };
}

function gateway({ config, secrets, clock, log }: House, clients: readonly SubgraphClient[]): Promise<FastifyInstance> {
  const supergraphSdl = readFileSync(join(schemaFolder, 'supergraph.graphql'), 'utf8');
  const counted = new Map(clients.map((client) => [client.name, countCalls(client)]));
  return openGateway({
    config,
    secrets,
    clock,
    log,
    supergraph: new ComposedSource(() => supergraphSdl),
    clients: counted,
    isReady: () => true,
  });
}

function countCalls(client: SubgraphClient): SubgraphClient {
  return {
    ...client,
    execute: (...call) => {
      costs.calls += 1;
      return client.execute(...call);
    },
  };
}

async function listen(app: FastifyInstance): Promise<Ready> {
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), urls: {} };
}

const told = (): Counts => ({ calls: costs.calls, statements: costs.statements() });

process.on('message', () => process.send?.(told()));
process.on('disconnect', () => process.exit(0));
void serve(JSON.parse(process.argv[2] ?? '{}') as Order).then((ready) => process.send?.(ready));
