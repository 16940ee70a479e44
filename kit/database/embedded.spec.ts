import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { ensureDatabase } from '../subgraph/house';
import { attachEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded';
import { ServerAccount } from './embedded-account';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-embedded-'));
chmodSync(folder, 0o755);
const options = { folder: join(folder, 'postgres'), password: `it's "secret"`, durable: false };
let server: EmbeddedPostgres;

beforeAll(async () => {
  server = await startEmbeddedPostgres(options);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('the product is no superuser, and may make databases and their extensions', async () => {
  const url = await ensureDatabase(server.url, 'fresh');
  await ask(url, 'CREATE EXTENSION ltree; CREATE EXTENSION citext; CREATE EXTENSION pg_trgm');
  const role = 'SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user';
  expect(await ask(url, role)).toEqual([{ current_user: 'lyceum', rolsuper: false, rolbypassrls: false }]);
  await expect(ask(url, 'ALTER ROLE lyceum BYPASSRLS')).rejects.toThrow('permission denied');
});

it('another process finds the running server, and a second start ends the one that was left behind', async () => {
  expect(await attachEmbeddedPostgres(options)).toBe(server.url);
  const left = server.url;
  server = await startEmbeddedPostgres(options);
  await expect(ask(left, 'SELECT 1')).rejects.toThrow();
  expect(await ask(await ensureDatabase(server.url, 'fresh'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

const asRoot = process.getuid?.() === 0 ? it : it.skip;

asRoot('a folder that only root may enter is stood in for by one that the server can use', async () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const account = await ServerAccount.find();
  const standIn = await account.folder(join(closed, 'postgres'));
  expect(standIn.startsWith(folder)).toBe(false);
  expect(await account.folder(join(closed, 'postgres'))).toBe(standIn);
  expect(await account.folder(join(folder, 'open'))).toBe(join(folder, 'open'));
  expect(existsSync(join(await account.programs(), 'postgres'))).toBe(true);
});
