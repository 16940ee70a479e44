import { Client } from 'pg';
import type { Config } from '../config/config';
import type { Secrets } from '../config/secrets';
import type { EventBus } from '../events/bus';
import type { LiveTopics } from '../live/live';
import type { Log } from '../log/log';
import type { CaughtMessages } from '../mail/caught-messages';
import type { Mailer } from '../mail/mailer';
import type { ObjectStore } from '../objects/object-store';
import type { Clock } from '../scope/clock';

/** What all subgraphs of one process share. */
export interface House {
  readonly config: Config;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly live: LiveTopics;
  readonly mailer: Mailer;
  readonly caught: CaughtMessages;
  readonly objects: ObjectStore;
  /** URL of a subgraph's own database, made when it does not exist. */
  readonly databaseUrl: (subgraph: string) => Promise<string>;
  /** URL of a subgraph's own MongoDB database; asked for by subgraphs with documents only. */
  readonly documentsUrl: (subgraph: string) => Promise<string>;
}

/** `<server>/lyceum_<subgraph>`, created on first use. */
export async function ensureDatabase(serverUrl: string, subgraph: string): Promise<string> {
  const name = `lyceum_${subgraph}`;
  const client = new Client({ connectionString: databaseUrl(serverUrl, 'postgres'), connectionTimeoutMillis: 30_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`).catch(ignoreDuplicate);
  } finally {
    await client.end();
  }
  return databaseUrl(serverUrl, name);
}

export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Two processes may start at once; either makes the database. */
function ignoreDuplicate(error: unknown): void {
  const { code } = error as { code?: string };
  if (code !== '42P04' && code !== '23505') throw error;
}
