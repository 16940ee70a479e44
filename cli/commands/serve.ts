import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSupergraphConfig, type SubgraphSource } from '../../gateway/compose/supergraph-config';
import { openGateway } from '../../gateway/gateway';
import { httpClient, type HttpClientOptions } from '../../gateway/subgraph-client/http-client';
import type { SubgraphClient } from '../../gateway/subgraph-client/subgraph-client';
import { openSource } from '../../gateway/supergraph/open-source';
import type { Config } from '../../kit/config/config';
import type { SubgraphDefinition } from '../../kit/subgraph/define';
import { serveSubgraph } from '../../kit/subgraph/server';
import { openSecrets } from '../../kit/config/secrets';
import { openLog } from '../../kit/log/log';
import { systemClock } from '../../kit/scope/clock';
import { openEnvironment } from '../environment';
import { schemaFolder, supergraphFile } from '../files';
import { Platform } from '../platform';
import { say, step } from '../progress';
import { onShutdown } from '../shutdown';
import { subgraphs, subgraphsNamed, UsageError } from '../subgraphs';

export interface ServeOptions {
  /** Says where each subgraph is, instead of the project's own supergraph.yaml. */
  readonly supergraph?: string;
}

/** The gateway, or some subgraphs, in a process of their own, over HTTP at the addresses of supergraph.yaml. */
export async function serve(
  config: Config,
  names: readonly string[],
  { supergraph = supergraphFile }: ServeOptions,
): Promise<void> {
  if (names.includes('gateway') && names.length > 1)
    throw new UsageError('The gateway is served by itself: lyceum serve gateway.');
  if (!existsSync(supergraph)) throw new UsageError(`There is no file ${supergraph}.`);
  const sources = readSupergraphConfig(supergraph);
  return names.includes('gateway')
    ? serveGateway(config, sources)
    : serveSubgraphs(config, sources, subgraphsNamed(names));
}

async function serveGateway(config: Config, sources: readonly SubgraphSource[]): Promise<void> {
  const log = openLog(config);
  const clients = new Map(sources.map((source) => [source.name, httpClient({ ...source, ...wire(config), log })]));
  const supergraph = openSource(join(schemaFolder, 'supergraph.graphql'), { log, interval: 10_000 });
  const app = await openGateway({
    config,
    secrets: openSecrets(config),
    clock: systemClock,
    log,
    supergraph,
    clients,
    isReady: () => isReachable(clients.get('users')),
  });
  onShutdown(() => app.close());
  await app.listen({ host: config.HOST, port: config.PORT });
  say(`The gateway is ready on port ${config.PORT}.`);
}

function wire(config: Config): Pick<HttpClientOptions, 'connections' | 'maxResponseBytes' | 'allowH2'> {
  return {
    connections: config.SUBGRAPH_CONCURRENCY,
    maxResponseBytes: config.SUBGRAPH_MAX_RESPONSE_BYTES,
    allowH2: config.SUBGRAPH_HTTP2,
  };
}

/** Without users nobody can be told apart; without any other subgraph the rest still answers. */
async function isReachable(users: SubgraphClient | undefined): Promise<boolean> {
  const answer = await users?.execute({ kind: 'query', query: '{ __typename }' }, {}, AbortSignal.timeout(2_000));
  return answer?.errors?.[0]?.extensions?.['code'] === 'UNSIGNED_CALL';
}

async function serveSubgraphs(
  config: Config,
  sources: readonly SubgraphSource[],
  definitions: readonly SubgraphDefinition[],
): Promise<void> {
  if (!config.EVENT_BUS_URL) refuseLostEvents(definitions);
  const environment = await step('databases, broker and mail', () => openEnvironment(config, { alone: false }));
  const platform = await step('migrations', () => Platform.open(definitions, environment.house));
  const apps = platform.subgraphs.map((subgraph) => ({ name: subgraph.name, app: serveSubgraph(subgraph) }));
  onShutdown(async () => {
    await Promise.all(apps.map(({ app }) => app.close()));
    await platform.stop();
    await environment.close();
  });
  await platform.startWorkers();
  for (const { name, app } of apps) {
    const port = Number(new URL(sources.find((source) => source.name === name)?.url ?? '').port);
    await app.listen({ host: config.HOST, port });
    say(`${name} is ready on port ${port}.`);
  }
}

/** Without a broker events travel within one process: serving only some of the subgraphs would lose them silently. */
function refuseLostEvents(definitions: readonly SubgraphDefinition[]): void {
  const emitted = new Set(definitions.flatMap((definition) => definition.emits));
  const elsewhere = subgraphs.filter((subgraph) => !definitions.includes(subgraph));
  const deaf = elsewhere.filter((subgraph) => subgraph.handlers.some((handler) => emitted.has(handler.event)));
  if (deaf.length > 0)
    throw new UsageError(
      `Events would not reach ${deaf.map(({ name }) => name).join(', ')}: serve them in the same process, or set EVENT_BUS_URL.`,
    );
}
