import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openEnvironment } from '../../cli/environment';
import { Platform } from '../../cli/platform';
import { step } from '../../cli/progress';
import { onShutdown } from '../../cli/shutdown';
import { readConfig } from '../../kit/config/config';
import { startEmbeddedPostgres } from '../../kit/database/embedded';
import { Viewer } from '../../kit/identity/viewer';
import type { Scope } from '../../kit/scope/scope';
import { payments } from '../../subgraphs/payments';

export interface MoneyWorld {
  readonly settings: Readonly<Record<string, string>>;
  /** The house's own scope in payments. */
  readonly scope: () => Scope;
  /** Past every trigger and foreign key, to write what only measures. */
  readonly superuser: Client;
  close(): Promise<void>;
}

/** Payments in this process, on a PostgreSQL of the run's own that keeps what it is told, without job workers. */
export async function openMoneyWorld(): Promise<MoneyWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-bench-'));
  chmodSync(folder, 0o755);
  const closers: (() => Promise<void>)[] = [() => Promise.resolve(rmSync(folder, { recursive: true, force: true }))];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  onShutdown(close);
  const password = randomBytes(12).toString('hex');
  const postgres = await step('PostgreSQL', () =>
    startEmbeddedPostgres({ folder: join(folder, 'postgres'), password }),
  );
  closers.push(() => postgres.stop());
  const settings = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    LYCEUM_DATA: folder,
    LYCEUM_SECRET: randomBytes(32).toString('hex'),
    DATABASE_URL: postgres.url,
    SMTP_URL: 'smtp://127.0.0.1:9',
  };
  const environment = await openEnvironment(readConfig(settings), { alone: true });
  closers.push(() => environment.close());
  const platform = await step('payments', () => Platform.open([payments], environment.house));
  closers.push(() => platform.stop());
  const url = new URL(postgres.url);
  Object.assign(url, { username: 'postgres', pathname: '/lyceum_payments' });
  const superuser = new Client({ connectionString: url.toString() });
  await superuser.connect();
  closers.push(() => superuser.end());
  return { settings, scope: () => platform.get('payments').scope(Viewer.system), superuser, close };
}

/** Writes rows past triggers and foreign keys, without the indexes of a table meanwhile. */
export async function load(superuser: Client, table: string, write: () => Promise<void>): Promise<void> {
  const { rows } = await superuser.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
      WHERE tablename = $1 AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
    [table],
  );
  await superuser.query(
    `SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'`,
  );
  for (const { name } of rows) await superuser.query(`DROP INDEX ${superuser.escapeIdentifier(name)}`);
  await write();
  for (const { definition } of rows) await superuser.query(definition);
  await superuser.query('RESET session_replication_role');
  // By itself: several statements in one query are a transaction.
  await superuser.query(`VACUUM ANALYZE ${table}`);
}
