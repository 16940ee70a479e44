import { RegistryDatabase } from '../gateway/registry/registry-database';
import { UsageDatabase } from '../gateway/usage/usage-database';
import type { Config } from '../kit/config/config';
import type { House } from '../kit/subgraph/house';
import { openEnvironment } from './environment';

/** Works on the registered documents. */
export function withRegistry<T>(config: Config, work: (registry: RegistryDatabase) => Promise<T>): Promise<T> {
  return atGatewayDatabase(config, async (url, { clock, log }) => {
    const registry = await RegistryDatabase.open({ url, clock, log });
    return work(registry).finally(() => registry.close());
  });
}

/** Works on the counts of fields that were asked for. */
export function withUsage<T>(config: Config, work: (usage: UsageDatabase) => Promise<T>): Promise<T> {
  return atGatewayDatabase(config, async (url, { log }) => {
    const usage = await UsageDatabase.open({ url, log });
    return work(usage).finally(() => usage.close());
  });
}

/** Brings the gateway's own database up to date: opening migrates. */
export function migrateGateway(config: Config): Promise<void> {
  return atGatewayDatabase(config, async (url, { clock, log }) => {
    await (await RegistryDatabase.open({ url, clock, log })).close();
    await (await UsageDatabase.open({ url, log })).close();
  });
}

async function atGatewayDatabase<T>(config: Config, work: (url: string, house: House) => Promise<T>): Promise<T> {
  const environment = await openEnvironment(config, { alone: true });
  try {
    return await work(await environment.house.databaseUrl('gateway'), environment.house);
  } finally {
    await environment.close();
  }
}
