import { Client } from 'pg';

/** The product's own role: no superuser, because row-level security does not bind one. */
export const productRole = 'lyceum';

/** Makes the product's role and hands it the databases that the administrator made before there was one. */
export async function makeProductRole(urlOf: (database: string) => string, password: string): Promise<void> {
  await asAdministrator(urlOf('postgres'), async (server) => {
    const { rowCount } = await server.query('SELECT FROM pg_roles WHERE rolname = $1', [productRole]);
    if (rowCount === 0)
      await server.query(
        `CREATE ROLE ${productRole} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD ${server.escapeLiteral(password)}`,
      );
    const { rows } = await server.query<{ name: string }>(DATABASES_OF_THE_ADMINISTRATOR);
    for (const { name } of rows) {
      await asAdministrator(urlOf(name), (database) => database.query(HAND_OVER));
      // Last, so that a start that was cut off here is made good by the next one.
      await server.query(`ALTER DATABASE ${server.escapeIdentifier(name)} OWNER TO ${productRole}`);
    }
  });
}

async function asAdministrator(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const DATABASES_OF_THE_ADMINISTRATOR = `
  SELECT datname AS name FROM pg_database WHERE datname LIKE 'lyceum\\_%' AND datdba <> '${productRole}'::regrole`;

/**
 * REASSIGN OWNED refuses the first superuser, who owns the system as well. What extensions made stays theirs; indexes
 * and the sequences of columns follow their table.
 */
const HAND_OVER = `
  DO $$
  DECLARE item text;
  BEGIN
    FOR item IN
      WITH kept AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e' OR (classid = 'pg_class'::regclass AND deptype IN ('a', 'i'))),
           place AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
      SELECT format('SCHEMA %I', nspname) FROM place WHERE nspname <> 'public'
      UNION ALL
      SELECT format('TABLE %s', pg_class.oid::regclass) FROM pg_class JOIN place ON place.oid = relnamespace
       WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND ('pg_class'::regclass, pg_class.oid) NOT IN (SELECT * FROM kept)
      UNION ALL
      SELECT format('TYPE %s', pg_type.oid::regtype) FROM pg_type JOIN place ON place.oid = typnamespace LEFT JOIN pg_class ON pg_class.oid = typrelid
       WHERE (typtype IN ('e', 'd') OR relkind = 'c') AND ('pg_type'::regclass, pg_type.oid) NOT IN (SELECT * FROM kept)
      UNION ALL
      SELECT format('ROUTINE %s', pg_proc.oid::regprocedure) FROM pg_proc JOIN place ON place.oid = pronamespace
       WHERE ('pg_proc'::regclass, pg_proc.oid) NOT IN (SELECT * FROM kept)
    LOOP
      EXECUTE format('ALTER %s OWNER TO ${productRole}', item);
    END LOOP;
  END $$`;
