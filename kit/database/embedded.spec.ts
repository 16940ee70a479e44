import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Viewer } from '../identity/viewer';
import { ensureDatabase } from '../subgraph/house';
import { RunningSubgraph } from '../subgraph/running';
import { Note, sample } from '../testing/sample-subgraph';
import { testHouse } from '../testing/test-house';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-embedded-'));
chmodSync(folder, 0o755);
const options = { folder: join(folder, 'postgres'), password: `it's "secret"`, durable: false };
let server: EmbeddedPostgres;

beforeAll(async () => {
  server = await startEmbeddedPostgres(options);
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const startSample = (serverUrl: string): Promise<RunningSubgraph> =>
  RunningSubgraph.start(
    sample,
    testHouse((subgraph) => ensureDatabase(serverUrl, subgraph)),
  );

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

function asAdministrator(): string {
  const url = new URL(server.url);
  url.username = 'postgres';
  return url.toString();
}

/** Whatever a role could own in a database, but what the system or an extension needs. */
const OWNED = `
  SELECT pg_describe_object(classid, objid, 0) AS name FROM (
    SELECT 'pg_class'::regclass AS classid, oid AS objid, relowner AS owner, relnamespace AS place FROM pg_class WHERE relkind NOT IN ('i', 'I', 't')
    UNION ALL SELECT 'pg_proc'::regclass, oid, proowner, pronamespace FROM pg_proc
    UNION ALL SELECT 'pg_type'::regclass, oid, typowner, typnamespace FROM pg_type
    UNION ALL SELECT 'pg_namespace'::regclass, oid, nspowner, oid FROM pg_namespace) object
   WHERE owner = 'postgres'::regrole
     AND place NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_' OR nspname = 'information_schema')
     AND NOT EXISTS (SELECT FROM pg_depend WHERE deptype = 'e' AND pg_depend.classid = object.classid AND pg_depend.objid = object.objid)
   ORDER BY name`;

it('the product is no superuser, and may make databases and their extensions', async () => {
  const url = await ensureDatabase(server.url, 'fresh');
  await ask(url, 'CREATE EXTENSION ltree; CREATE EXTENSION citext; CREATE EXTENSION pg_trgm');
  const role = 'SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user';
  expect(await ask(url, role)).toEqual([{ current_user: 'lyceum', rolsuper: false, rolbypassrls: false }]);
  await expect(ask(url, 'ALTER ROLE lyceum BYPASSRLS')).rejects.toThrow('permission denied');
});

it('a data folder that the administrator filled goes on working, behind the wall', async () => {
  const before = await startSample(asAdministrator());
  const { db } = before.scope(Viewer.system);
  await db.query(
    `CREATE EXTENSION ltree; CREATE TYPE mood AS ENUM ('calm'); CREATE TABLE counted (id serial, mine mood); CREATE SEQUENCE own_sequence`,
  );
  for (const organisationId of [null, randomUUID()])
    await before
      .scope(Viewer.system)
      .save(Object.assign(new Note(), { text: 'Kept', rank: 1, authorId: null, organisationId }));
  await before.stop();
  const url = await ensureDatabase(asAdministrator(), 'sample');
  expect((await ask(url, OWNED)).length).toBeGreaterThan(20);

  await server.stop();
  server = await startEmbeddedPostgres(options);

  expect(await ask(await ensureDatabase(asAdministrator(), 'sample'), OWNED)).toEqual([]);
  const after = await startSample(server.url);
  expect(await after.scope(Viewer.system).db.countBy(Note, {})).toBe(2);
  expect(await after.scope(Viewer.anonymous).db.countBy(Note, {})).toBe(1);
  await after.worker.runDue();
  await after.stop();
}, 60_000);
