import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openEnvironment } from '../../cli/environment';
import { schemaFolder } from '../../cli/files';
import { Platform } from '../../cli/platform';
import { subgraphs } from '../../cli/subgraphs';
import { openGateway } from '../../gateway/gateway';
import { httpClient } from '../../gateway/subgraph-client/http-client';
import { inMemoryClient } from '../../gateway/subgraph-client/in-memory-client';
import type { SubgraphClient } from '../../gateway/subgraph-client/subgraph-client';
import { readConfig } from '../../kit/config/config';
import type { House } from '../../kit/subgraph/house';
import { serveSubgraph } from '../../kit/subgraph/server';
import { openMonolith } from './monolith/monolith';
import type { Costs, Order, Ready } from './peer';

/** What the requests so far have cost in this process. */
const costs = { calls: 0, statements: () => 0 };

/** Serves what the run orders, and tells it the address. Without workers: nothing but the requests is measured. */
async function serve({ role, settings, urls }: Order): Promise<Ready> {
  const { house } = await openEnvironment(readConfig(settings), { alone: true });
  if (role === 'gateway over HTTP') {
    const log = house.log;
    const timeout = house.config.SUBGRAPH_TIMEOUT;
    return listen(
      await gateway(
        house,
        Object.entries(urls).map(([name, url]) => httpClient({ name, url, timeout, log })),
      ),
    );
  }
  const platform = await Platform.open(subgraphs, house);
  costs.statements = () =>
    platform.subgraphs.reduce((sum, { resources }) => sum + resources.database.statements.count, 0);
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
  return openGateway({ config, secrets, clock, log, supergraphSdl, clients: counted, isReady: () => true });
}

function countCalls(client: SubgraphClient): SubgraphClient {
  return {
    ...client,
    execute: (request, headers) => {
      costs.calls += 1;
      return client.execute(request, headers);
    },
  };
}

async function listen(app: FastifyInstance): Promise<Ready> {
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), urls: {} };
}

function told(): Costs {
  const { user, system } = process.cpuUsage();
  return { calls: costs.calls, statements: costs.statements(), cpu: (user + system) / 1_000 };
}

process.on('message', () => process.send?.(told()));
process.on('disconnect', () => process.exit(0));
void serve(JSON.parse(process.argv[2] ?? '{}') as Order).then((ready) => process.send?.(ready));
