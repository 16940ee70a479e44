import { RegistryDatabase } from '../gateway/registry/registry-database';
import { UsageDatabase } from '../gateway/usage/usage-database';
import type { Config } from '../kit/config/config';
import { openSecrets } from '../kit/config/secrets';
import { openLog, type Log } from '../kit/log/log';
import { systemClock as clock } from '../kit/scope/clock';
import { ensureDatabase } from '../kit/subgraph/house';
import { openPostgres } from './servers';

/** Works on the registered documents. */
export function withRegistry<T>(config: Config, work: (registry: RegistryDatabase) => Promise<T>): Promise<T> {
  return atGatewayDatabase(config, async (url, log) => {
    const registry = await RegistryDatabase.open({ url, clock, log });
    return work(registry).finally(() => registry.close());
  });
}

/** Works on the counts of fields that were asked for. */
export function withUsage<T>(config: Config, work: (usage: UsageDatabase) => Promise<T>): Promise<T> {
  return atGatewayDatabase(config, async (url, log) => {
    const usage = await UsageDatabase.open({ url, log });
    return work(usage).finally(() => usage.close());
  });
}

/** Brings the gateway's own database up to date: opening migrates. */
export function migrateGateway(config: Config): Promise<void> {
  return atGatewayDatabase(config, async (url, log) => {
    await (await RegistryDatabase.open({ url, clock, log })).close();
    await (await UsageDatabase.open({ url, log })).close();
  });
}

async function atGatewayDatabase<T>(config: Config, work: (url: string, log: Log) => Promise<T>): Promise<T> {
  const postgres = await openPostgres(config, openSecrets(config));
  try {
    return await work(await ensureDatabase(postgres.url, 'gateway'), openLog(config));
  } finally {
    await postgres.stop();
  }
}
