import { Client } from 'pg';
import { subgraphs } from '../../cli/subgraphs';
import { RunningSubgraph } from '../../kit/subgraph/running';
import { cloneDatabase } from '../../kit/testing/test-database';
import { testHouse } from '../../kit/testing/test-house';

interface TenantTable {
  readonly name: string;
  readonly isForced: boolean;
  readonly policies: string[];
}

/** Read from the catalogue by a way of its own, so that what kit overlooks shows. */
const TENANT_TABLES = `
  SELECT table_name AS name, relrowsecurity AND relforcerowsecurity AS "isForced",
         ARRAY(SELECT concat_ws(' ', policyname, permissive, cmd, roles::text, qual) FROM pg_policies WHERE tablename = table_name) AS policies
    FROM information_schema.columns JOIN pg_class ON pg_class.oid = format('%I.%I', table_schema, table_name)::regclass
   WHERE column_name = 'organisation_id' AND table_schema NOT IN ('pg_catalog', 'information_schema')
   ORDER BY table_name`;

const wall = 'tenant_wall PERMISSIVE ALL {public} ((organisation_id IS NULL) OR lyceum_reaches(organisation_id))';

/** What is kept as documents has no tables. */
const relational = subgraphs.filter(({ documents }) => documents === undefined);

describe.each(relational.map((definition) => ({ name: definition.name, definition })))('$name', ({ definition }) => {
  const outside = Object.keys(definition.outsideTenantWall ?? {});
  const opened: { client?: Client; close?: () => Promise<unknown> } = {};
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await opened.client!.query<T>(sql)).rows;

  beforeAll(async () => {
    const { url, drop } = await cloneDatabase(definition);
    const subgraph = await RunningSubgraph.start(
      definition,
      testHouse(() => Promise.resolve(url)),
    );
    opened.client = new Client({ connectionString: url });
    await opened.client.connect();
    opened.close = async () => {
      await opened.client!.end();
      await subgraph.stop();
      await drop();
    };
  });
  afterAll(() => opened.close?.());

  it('every table of tenants stands behind the wall, but those that the subgraph names', async () => {
    const tables = await rows<TenantTable>(TENANT_TABLES);
    expect(tables.length).toBeGreaterThan(0);
    expect(tables).toEqual(
      tables.map(({ name }) => ({
        name,
        isForced: !outside.includes(name),
        policies: outside.includes(name) ? [] : [wall],
      })),
    );
  });

  it('the product is neither a superuser nor excused from policies', async () => {
    expect(await rows('SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user')).toEqual([
      { rolsuper: false, rolbypassrls: false },
    ]);
  });

  it('no view reads past the wall, and no function runs as somebody else', async () => {
    expect(
      await rows(`
        SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
        UNION ALL
        SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`),
    ).toEqual([]);
  });
});

it('only who belongs where is outside, and each with its reason', () => {
  const outside = subgraphs.flatMap(({ name, outsideTenantWall = {} }) =>
    Object.keys(outsideTenantWall).map((table) => `${name}.${table}`),
  );
  expect(outside).toEqual(['users.membership', 'users.role_assignment']);
});
