import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { Database } from '../database/database';
import { kitMigrations } from '../database/kit.migrations';
import { runMigrations } from 'graphile-worker';
import { sqlState } from '../database/sql-state';
import { databaseUrl } from '../subgraph/house';
import type { SubgraphDefinition } from '../subgraph/define';
import { silentLog } from './silent-log';
import { until } from './until';

const objectInUse = '55006';

/** The URL of the run's PostgreSQL server. */
export function testServer(): string {
  const url = process.env['LYCEUM_TEST_POSTGRES'];
  if (!url) throw new Error('No PostgreSQL for tests: run them by jest with the project configuration.');
  return url;
}

/** What a database is made from. */
export type DatabaseDefinition = Pick<SubgraphDefinition, 'name' | 'entities' | 'migrations' | 'outsideTenantWall'>;

/** A fresh, migrated database for a subgraph: a clone of the run's template, which the first to ask makes. */
export async function cloneDatabase(
  definition: DatabaseDefinition,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = `template_${definition.name}`;
  const clone = `test_${definition.name}_${randomBytes(6).toString('hex')}`;
  await onServer(async (server) => {
    await server.query(`SELECT pg_advisory_lock(hashtext($1))`, [template]);
    const { rowCount } = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(server, definition, template);
    await server.query(`CREATE DATABASE ${clone} TEMPLATE ${template}`);
  });
  return {
    url: databaseUrl(testServer(), clone),
    drop: () => dropDatabases([clone]),
  };
}

/** Ends what whole processes made on the run's server. */
export function dropDatabases(names: readonly string[]): Promise<void> {
  return onServer(async (server) => {
    for (const name of names) await until(() => isDropped(server, name));
  });
}

/** PostgreSQL waits five seconds until those whom it has sent away are gone, which on a busy machine is not always enough. */
async function isDropped(server: Client, name: string): Promise<boolean> {
  try {
    await server.query(`DROP DATABASE IF EXISTS ${server.escapeIdentifier(name)} WITH (FORCE)`);
    return true;
  } catch (error) {
    if (sqlState(error) === objectInUse) return false;
    throw error;
  }
}

async function makeTemplate(server: Client, definition: DatabaseDefinition, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await server.query(`DROP DATABASE IF EXISTS ${draft}`);
  await server.query(`CREATE DATABASE ${draft}`);
  const url = databaseUrl(testServer(), draft);
  await runMigrations({ connectionString: url });
  const { entities, migrations, outsideTenantWall } = definition;
  const database = await Database.open({
    url,
    entities,
    migrations: [...kitMigrations, ...migrations],
    outsideTenantWall,
    poolSize: 2,
    connectTimeout: 60_000,
    statementTimeout: 120_000,
    log: silentLog,
  });
  await database.migrate();
  await database.close();
  await server.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

async function onServer(work: (server: Client) => Promise<void>): Promise<void> {
  const server = new Client({ connectionString: databaseUrl(testServer(), 'postgres') });
  await server.connect();
  try {
    await work(server);
  } finally {
    await server.end();
  }
}
