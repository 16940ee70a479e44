import type { DataSource } from 'typeorm';

/** Tables whose rows name an organisation without belonging to it, each with the reason why the wall must not stand there. */
export type OutsideTenantWall = Readonly<Record<string, string>>;

interface TenantTable {
  readonly name: string;
  readonly hasWall: boolean;
}

/**
 * Makes PostgreSQL itself refuse the rows of other organisations (see docs/adr/012-row-level-security.md): on every table with
 * an `organisation_id`, whoever made it and whenever. @throws where the list names a table that has no such column
 */
export async function raiseTenantWall(source: DataSource, outside: OutsideTenantWall): Promise<void> {
  const tables = await source.query<TenantTable[]>(TENANT_TABLES);
  const unknown = Object.keys(outside).filter((name) => !tables.some((table) => table.name === name));
  if (unknown.length > 0) throw new Error(`No table with an organisation_id: ${unknown.join(', ')}.`);
  const changes = tables
    .filter(({ name, hasWall }) => hasWall === name in outside)
    .map(({ name, hasWall }) => (hasWall ? OPEN : RAISE).replaceAll('"table"', `"${name}"`));
  if (changes.length > 0) await source.transaction((manager) => manager.query(changes.join('\n')));
}

/** Superusers and roles with BYPASSRLS walk through every policy. */
export async function walksThroughWalls(source: DataSource): Promise<boolean> {
  const [role] = await source.query<{ passes: boolean }[]>(
    'SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user',
  );
  return role?.passes ?? true;
}

const TENANT_TABLES = `
  SELECT relname AS name,
         relrowsecurity AND relforcerowsecurity AND EXISTS (
           SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'tenant_wall') AS "hasWall"
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
     AND attname = 'organisation_id' AND NOT attisdropped
   ORDER BY relname`;

const OPEN = `
  ALTER TABLE "table" DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
  DROP POLICY IF EXISTS tenant_wall ON "table";`;

/** FORCE, because the product's role owns its tables, and owners would pass. */
const RAISE = `
  ALTER TABLE "table" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  DROP POLICY IF EXISTS tenant_wall ON "table";
  CREATE POLICY tenant_wall ON "table" USING (organisation_id IS NULL OR lyceum_reaches(organisation_id));`;
