import { join } from 'node:path';
import { ConfigError, type Config } from '../kit/config/config';
import type { Secrets } from '../kit/config/secrets';
import { attachEmbeddedPostgres, startEmbeddedPostgres } from '../kit/database/embedded';
import type * as Mongod from '../kit/documents/embedded';
import { findMongod } from '../kit/documents/mongod-binary';
import type { Log } from '../kit/log/log';
import { holderOf } from './lock';

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** By URL; else the embedded server: the one of a product that runs on this folder, or one of our own. */
export async function openPostgres(config: Config, secrets: Secrets): Promise<Server> {
  if (config.DATABASE_URL) return { url: config.DATABASE_URL, stop: () => Promise.resolve() };
  const options = { folder: join(config.LYCEUM_DATA, 'postgres'), password: secrets.key('postgres').toString('hex') };
  const isShared = holderOf(config.LYCEUM_DATA) !== null;
  return isShared
    ? { url: await attachEmbeddedPostgres(options), stop: () => Promise.resolve() }
    : startEmbeddedPostgres(options);
}

interface LazyServer {
  /** Starts it the first time: most processes have no documents. */
  url(): Promise<string>;
  stop(): Promise<void>;
}

/** By URL; else the embedded server, as with PostgreSQL. @throws ConfigError where none can be had, or in production */
export function openMongo(config: Config, log: Log): LazyServer {
  let server: Promise<Server> | undefined;
  return {
    url: async () => (await (server ??= startMongo(config, log))).url,
    stop: async () => (await server?.catch(() => undefined))?.stop(),
  };
}

async function startMongo({ MONGODB_URL, MONGOD_BINARY, NODE_ENV, LYCEUM_DATA }: Config, log: Log): Promise<Server> {
  if (MONGODB_URL) return { url: MONGODB_URL, stop: () => Promise.resolve() };
  if (NODE_ENV === 'production') throw new ConfigError('In production this must be set: MONGODB_URL.');
  // With it comes the driver: only for processes with documents.
  const { attachEmbeddedMongod, startEmbeddedMongod } = require('../kit/documents/embedded') as typeof Mongod;
  const folder = join(LYCEUM_DATA, 'mongo');
  if (holderOf(LYCEUM_DATA) !== null) return { url: await attachEmbeddedMongod(folder), stop: () => Promise.resolve() };
  const binary = await findMongod({ configured: MONGOD_BINARY });
  log.debug({ source: binary.source }, 'the embedded MongoDB');
  return startEmbeddedMongod({ folder, binary });
}
