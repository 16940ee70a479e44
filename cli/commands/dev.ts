import { Registry as MetricsRegistry } from 'prom-client';
import { openGateway } from '../../gateway/gateway';
import { inMemoryClient } from '../../gateway/subgraph-client/in-memory-client';
import { UsageDatabase } from '../../gateway/usage/usage-database';
import { ComposedSource } from '../../gateway/supergraph/composed-source';
import type { Registry } from '../../gateway/registry/registry';
import type { Config } from '../../kit/config/config';
import type { House } from '../../kit/subgraph/house';
import { demoPassword } from '../../kit/demo/world';
import { countedMetrics } from '../../kit/metrics/counted-metrics';
import { deadMetrics } from '../../kit/metrics/dead-metrics';
import { startTracing } from '../../kit/tracing/start';
import { composeRunning } from '../compose-running';
import { openEnvironment } from '../environment';
import { lockDataFolder } from '../lock';
import { Platform } from '../platform';
import { say, step } from '../progress';
import { openRegistry, publishOwn } from '../registry';
import { onShutdown } from '../shutdown';
import { openStripe } from '../stripe';
import { subgraphs } from '../subgraphs';
import { media } from '../../subgraphs/media';
import { transcoding } from '../../subgraphs/transcoding';
import { TranscodeError } from '../../subgraphs/transcoding/ffmpeg';
import { startLiveIngest } from '../live-ingest';
import { startTranscodingWorker } from '../transcoding-worker';

/** The whole product in one process: databases, letters, subgraphs, gateway, and demo data on the first start. */
export async function dev(given: Config, options: { seed: boolean }): Promise<void> {
  const unlock = lockDataFolder(given.LYCEUM_DATA);
  const closers: (() => Promise<void> | void)[] = [unlock];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  onShutdown(stop);
  try {
    const tracing = startTracing(given, 'lyceum');
    closers.push(() => tracing.stop());
    const stripe = await openStripe(given);
    closers.push(() => stripe.close());
    const { config } = stripe;
    const environment = await step('PostgreSQL and the mail catcher', () => openEnvironment(config, { alone: true }));
    closers.push(() => environment.close());
    const platform = await step('subgraphs and their migrations', () => Platform.open(subgraphs, environment.house));
    closers.push(() => platform.stop());
    const supergraph = new ComposedSource(() => composeRunning(platform.subgraphs));
    if (options.seed) await step('demo data', () => platform.seed());
    const registry = await step('registered documents', () => openOwnRegistry(config, environment.house));
    closers.push(() => registry.close());
    const usageStore = await openUsage(environment.house);
    closers.push(() => usageStore.close());
    await platform.startWorkers();
    const stopTranscoding = await step('a worker for videos', () => startTranscoding(config, platform));
    closers.push(stopTranscoding);
    closers.push(await startLiveIngest(platform.get(media.name)));
    const clients = new Map(platform.subgraphs.map((subgraph) => [subgraph.name, inMemoryClient(subgraph)]));
    const { secrets, clock, log, caught } = environment.house;
    const ofSubgraphs = new MetricsRegistry();
    deadMetrics(ofSubgraphs, platform.subgraphs);
    countedMetrics(ofSubgraphs, platform.subgraphs);
    const isReady = (): Promise<boolean> => platform.isReachable();
    const { mailCatcher } = environment;
    const gateway = {
      config,
      secrets,
      clock,
      log,
      supergraph,
      clients,
      registry,
      usageStore,
      isReady,
      otherMetrics: [ofSubgraphs],
      ...(mailCatcher ? { mailCatcher } : {}),
      ...(catchesMessages(config) ? { caught } : {}),
    };
    const app = await step('the supergraph and its gateway', () => openGateway(gateway));
    closers.push(() => app.close());
    await app.listen({ host: config.HOST, port: config.PORT });
    welcome(config, mailCatcher !== undefined, stripe.emulator?.url);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One worker at low priority; without the programs that it needs, videos wait for others. */
async function startTranscoding(config: Config, platform: Platform): Promise<() => Promise<void>> {
  const subgraph = platform.get(transcoding.name);
  if (config.TRANSCODE_SLOTS === 0) return () => Promise.resolve();
  const worker = await startTranscodingWorker(config, subgraph, config.TRANSCODE_SLOTS).catch((error: unknown) => {
    if (!(error instanceof TranscodeError)) throw error;
    subgraph.resources.log.warn({ why: error.detail }, 'no videos are prepared here');
    return null;
  });
  return () => worker?.stop() ?? Promise.resolve();
}

/** What third parties may ask: our own operations, and what else was registered. */
async function openOwnRegistry(config: Config, { databaseUrl, log }: House): Promise<Registry> {
  const url = await databaseUrl('gateway');
  await publishOwn(url, log);
  return openRegistry({ config, url, log });
}

async function openUsage({ databaseUrl, log }: House): Promise<UsageDatabase> {
  return UsageDatabase.open({ url: await databaseUrl('gateway'), log });
}

/** Whether text messages or push messages end in this process, because no setting says by whom they are sent. */
function catchesMessages({ NODE_ENV, TWILIO_ACCOUNT_SID, PUSH_CONTACT }: Config): boolean {
  return NODE_ENV !== 'production' && !(TWILIO_ACCOUNT_SID && PUSH_CONTACT);
}

function welcome(config: Config, hasCatcher: boolean, stripe: string | undefined): void {
  const origin = `http://localhost:${config.PORT}`;
  say(`
Lyceum is ready.

  GraphiQL    ${origin}/
  GraphQL     ${origin}/graphql
  Plain HTTP  ${origin}/api
  Player      ${origin}/dev/player
  Health      ${origin}/health/ready${hasCatcher ? `\n  Letters     ${origin}/dev/mail` : ''}${catchesMessages(config) ? `\n  Messages    ${origin}/dev/outbox` : ''}${stripe ? `\n  Stripe      ${stripe}/ (an emulator: no money moves)` : ''}

Accounts (password: ${demoPassword})

  learner@lyceum.test   a learner, half-way through a course
  ada@lyceum.test       an instructor
  admin@lyceum.test     an administrator

Ctrl-C stops it; the data stays in ${config.LYCEUM_DATA}.
`);
}
