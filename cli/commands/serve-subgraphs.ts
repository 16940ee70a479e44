import type { SubgraphSource } from '../../gateway/compose/supergraph-config';
import type { Config } from '../../kit/config/config';
import type { SubgraphDefinition } from '../../kit/subgraph/define';
import { serveSubgraph } from '../../kit/subgraph/server';
import { startTracing } from '../../kit/tracing/start';
import { media } from '../../subgraphs/media';
import { openEnvironment } from '../environment';
import { startLiveIngest } from '../live-ingest';
import { Platform } from '../platform';
import { say, step } from '../progress';
import { onShutdown } from '../shutdown';
import { subgraphs, subgraphsNamed } from '../subgraphs';
import { UsageError } from '../usage-error';

/** Some subgraphs over HTTP, each at the port of its address. */
export async function serveSubgraphs(
  config: Config,
  sources: readonly SubgraphSource[],
  names: readonly string[],
): Promise<void> {
  const definitions = subgraphsNamed(names);
  if (!config.EVENT_BUS_URL) refuseLostEvents(definitions);
  const tracing = startTracing(config, definitions.map(({ name }) => name).join('+'));
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
