import { existsSync } from 'node:fs';
import { readSupergraphConfig, type SubgraphSource } from '../../gateway/compose/supergraph-config';
import type { Config } from '../../kit/config/config';
import type { SubgraphDefinition } from '../../kit/subgraph/define';
import { serveSubgraph } from '../../kit/subgraph/server';
import { startTracing } from '../../kit/tracing/start';
import { media } from '../../subgraphs/media';
import { openEnvironment } from '../environment';
import { supergraphFile } from '../files';
import { startLiveIngest } from '../live-ingest';
import { Platform } from '../platform';
import { say, step } from '../progress';
import { onShutdown } from '../shutdown';
import { subgraphs, subgraphsNamed, UsageError } from '../subgraphs';
import { supergraphPlace } from '../supergraph';
import { serveGateway } from './serve-gateway';

export interface ServeOptions {
  /** Says where each subgraph is, instead of the project's own supergraph.yaml. */
  readonly supergraph?: string;
  /** The supergraph's SDL, for the gateway: a file, or a URL. */
  readonly supergraphSdl?: string;
  /** Processes of the gateway. */
  readonly workers?: number;
}

/** The gateway, or some subgraphs, in a process of their own, over HTTP at the addresses of supergraph.yaml. */
export async function serve(
  config: Config,
  names: readonly string[],
  { supergraph = supergraphFile, supergraphSdl, workers = 1 }: ServeOptions,
): Promise<void> {
  const isGateway = names.includes('gateway');
  if (isGateway && names.length > 1) throw new UsageError('The gateway is served by itself: lyceum serve gateway.');
  if (!isGateway && (supergraphSdl !== undefined || workers > 1))
    throw new UsageError('--supergraph-sdl and --workers are for the gateway.');
  if (!existsSync(supergraph)) throw new UsageError(`There is no file ${supergraph}.`);
  const sources = readSupergraphConfig(supergraph);
  if (!isGateway) return serveSubgraphs(config, sources, subgraphsNamed(names));
  return serveGateway(config, { sources, place: supergraphPlace(config, supergraphSdl), workers });
}

async function serveSubgraphs(
  config: Config,
  sources: readonly SubgraphSource[],
  definitions: readonly SubgraphDefinition[],
): Promise<void> {
  if (!config.EVENT_BUS_URL) refuseLostEvents(definitions);
  const name = definitions.map((definition) => definition.name).join('+');
  const tracing = startTracing(config, name);
  const environment = await step('databases, broker and mail', () => openEnvironment(config, { alone: false }));
  const platform = await step('migrations', () => Platform.open(definitions, environment.house));
  const apps = platform.subgraphs.map((subgraph) => ({ name: subgraph.name, app: serveSubgraph(subgraph) }));
  let stopLive = (): Promise<void> => Promise.resolve();
  onShutdown(async () => {
    await stopLive();
    await Promise.all(apps.map(({ app }) => app.close()));
    await platform.stop();
    await environment.close();
    await tracing.stop();
  });
  await platform.startWorkers();
  if (definitions.includes(media)) stopLive = await startLiveIngest(platform.get(media.name));
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
