import cluster, { type Worker } from 'node:cluster';
import type { SubgraphSource } from '../../gateway/compose/supergraph-config';
import { openGateway, type GatewayOptions } from '../../gateway/gateway';
import { answerWorkers } from '../../gateway/metrics/all-workers';
import { httpClient } from '../../gateway/subgraph-client/http-client';
import type { SubgraphClient } from '../../gateway/subgraph-client/subgraph-client';
import { openSource } from '../../gateway/supergraph/open-source';
import { UsageDatabase } from '../../gateway/usage/usage-database';
import type { Config } from '../../kit/config/config';
import { openSecrets } from '../../kit/config/secrets';
import { openLog, type Log } from '../../kit/log/log';
import { systemClock } from '../../kit/scope/clock';
import { ensureDatabase } from '../../kit/subgraph/house';
import { startTracing } from '../../kit/tracing/start';
import { Drain } from '../drain';
import { say } from '../progress';
import { openRegistry } from '../registry';
import { onShutdown, onWorkerShutdown, stopMessage } from '../shutdown';
import { WorkerPool, type WorkerProcess } from '../worker-pool';

interface ServeGatewayOptions {
  /** Where each subgraph is. */
  readonly sources: readonly SubgraphSource[];
  /** The supergraph's SDL: a file or a URL. */
  readonly place: string;
  readonly workers: number;
}

/** What a worker may take beyond its own deadlines. */
const margin = 5_000;

/** The gateway over HTTP: in this process, or in several that share the port, with this one to look after them. */
export async function serveGateway(config: Config, options: ServeGatewayOptions): Promise<void> {
  const log = openLog(config);
  if (cluster.isWorker) return onWorkerShutdown(await listen(config, options, log));
  if (options.workers > 1) return serveByWorkers(config, options, log);
  onShutdown(await listen(config, options, log));
  say(`The gateway is ready on port ${config.PORT}.`);
}

/** Opens the gateway; the function it returns closes it. */
async function listen(config: Config, { sources, place }: ServeGatewayOptions, log: Log): Promise<() => Promise<void>> {
  const tracing = startTracing(config, 'gateway');
  const openClient = (source: { readonly name: string; readonly url: string }): SubgraphClient =>
    httpClient({
      ...source,
      connections: config.SUBGRAPH_CONCURRENCY,
      maxResponseBytes: config.SUBGRAPH_MAX_RESPONSE_BYTES,
      allowH2: config.SUBGRAPH_HTTP2,
      log,
    });
  const clients = new Map(sources.map((source) => [source.name, openClient(source)]));
  const drain = new Drain({ delay: config.SHUTDOWN_DELAY, timeout: config.SHUTDOWN_TIMEOUT });
  const stores = await storesOf(config, log);
  const app = await openGateway({
    config,
    ...stores,
    secrets: openSecrets(config),
    clock: systemClock,
    log,
    supergraph: openSource(place, { log, interval: config.SUPERGRAPH_POLL }),
    clients,
    openClient,
    isReady: async () => !drain.hasBegun && (await isReachable(clients.get('users'))),
  });
  await app.listen({ host: config.HOST, port: config.PORT });
  return async () => {
    await drain.close(app);
    await tracing.stop();
  };
}

/** Registered documents and the use of fields are in the gateway's own database; without one there is neither. */
async function storesOf(config: Config, log: Log): Promise<Pick<GatewayOptions, 'registry' | 'usageStore'>> {
  const { DATABASE_URL: server } = config;
  if (!server) {
    log.warn('there are no registered documents, and nobody counts fields: DATABASE_URL says where that is kept');
    return {};
  }
  const url = await ensureDatabase(server, 'gateway');
  return { registry: await openRegistry({ config, url, log }), usageStore: await UsageDatabase.open({ url, log }) };
}

/** Without users nobody can be told apart; without any other subgraph the rest still answers. */
async function isReachable(users: SubgraphClient | undefined): Promise<boolean> {
  const answer = await users?.execute({ kind: 'query', query: '{ __typename }' }, {}, AbortSignal.timeout(2_000));
  return answer?.errors?.[0]?.extensions?.['code'] === 'UNSIGNED_CALL';
}

async function serveByWorkers(config: Config, { workers }: ServeGatewayOptions, log: Log): Promise<void> {
  // Generated on the first start: the workers must not do that at the same time.
  openSecrets(config);
  answerWorkers();
  const stopTimeout = config.SHUTDOWN_DELAY + config.SHUTDOWN_TIMEOUT + margin;
  const pool = new WorkerPool({ size: workers, log, stopTimeout, fork: () => processOf(cluster.fork()) });
  onShutdown(() => pool.stop());
  await pool.start();
  say(`The gateway is ready on port ${config.PORT}, in ${workers} processes.`);
}

function processOf(worker: Worker): WorkerProcess {
  return {
    pid: worker.process.pid,
    onListening: (listener) => void worker.once('listening', listener),
    onExit: (listener) => void worker.once('exit', (code, signal) => listener({ code, signal })),
    stop: () => {
      if (worker.isConnected()) worker.send(stopMessage);
    },
    kill: () => void worker.process.kill('SIGKILL'),
  };
}
