import '../../cli/count-held-buffers';
import 'reflect-metadata';
import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { openGateway } from '../../gateway/gateway';
import { ComposedSource } from '../../gateway/supergraph/composed-source';
import { httpClient } from '../../gateway/subgraph-client/http-client';
import { readConfig } from '../../kit/config/config';
import { openSecrets } from '../../kit/config/secrets';
import { openLog } from '../../kit/log/log';
import { systemClock } from '../../kit/scope/clock';
import { startTracing } from '../../kit/tracing/start';
import type { LyceumLaunch } from './kinds';
import { benchRegistry } from './registered';
import { stubUsers } from './stub-users';

/** The product's gateway as `lyceum serve gateway` opens it, before another supergraph. */
async function serve({ port, supergraphFile, workers, keySet, settings }: LyceumLaunch): Promise<void> {
  if (cluster.isPrimary && workers > 1) {
    for (let worker = 0; worker < workers; worker += 1) cluster.fork();
    return;
  }
  const config = readConfig({
    NODE_ENV: 'production',
    LYCEUM_SECRET: 'a secret of the benchmark, of no value',
    DATABASE_URL: 'postgres://127.0.0.1:9/unused',
    SMTP_URL: 'smtp://127.0.0.1:9',
    // All load comes from one address, and the peers limit nobody.
    RATE_PER_ADDRESS: '0',
    RATE_PER_USER: '0',
    // Nor do they keep answers, unless a row is about that.
    CACHE_BYTES: '0',
    ...settings,
  });
  startTracing(config, 'gateway');
  const log = openLog(config, { terminal: false });
  const supergraphSdl = readFileSync(supergraphFile, 'utf8');
  const app = await openGateway({
    config,
    secrets: openSecrets(config),
    clock: systemClock,
    log,
    supergraph: new ComposedSource(() => supergraphSdl),
    clients: new Map([['users', stubUsers(keySet)]]),
    openClient: ({ name, url }) => httpClient({ name, url, log }),
    registry: benchRegistry(),
    isReady: () => true,
  });
  await app.listen({ host: '127.0.0.1', port });
}

void serve(JSON.parse(process.argv[2] ?? '{}') as LyceumLaunch);
