import { readFileSync } from 'node:fs';
import { RegistryDatabase, type Published } from '../gateway/registry/registry-database';
import { readManifest } from '../gateway/registry/manifest';
import { StoredRegistry, type Registry } from '../gateway/registry/registry';
import { UseCounts } from '../gateway/registry/use-counts';
import type { Config } from '../kit/config/config';
import type { Log } from '../kit/log/log';
import { systemClock } from '../kit/scope/clock';
import { systemTimers } from '../kit/scope/timers';
import { houseOwner, manifestFile } from './files';

interface RegistryOptions {
  readonly config: Pick<Config, 'REGISTRY_POLL' | 'USAGE_FLUSH'>;
  /** Of the gateway's own database. */
  readonly url: string;
  readonly log: Log;
}

/** Opens the registered documents for a gateway that serves. */
export async function openRegistry({ config, url, log }: RegistryOptions): Promise<Registry> {
  const database = await RegistryDatabase.open({ url, clock: systemClock, log });
  const house = { database, timers: systemTimers, log };
  const uses = new UseCounts({ ...house, clock: systemClock, interval: config.USAGE_FLUSH });
  const options = { ...house, uses, interval: config.REGISTRY_POLL };
  return StoredRegistry.open(options).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
}

/** Registers the operations of schema/operations, as far as they are not. */
export async function publishOwn(url: string, log: Log): Promise<readonly Published[]> {
  const database = await RegistryDatabase.open({ url, clock: systemClock, log });
  try {
    return await database.publish(houseOwner, readManifest(readFileSync(manifestFile, 'utf8')));
  } finally {
    await database.close();
  }
}
