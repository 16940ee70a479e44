import { Client } from 'pg';

/** The product's own role: no superuser, because row-level security does not bind one. */
export const productRole = 'lyceum';

/** Makes the product's role on a new server. */
export async function makeProductRole(serverUrl: string, password: string): Promise<void> {
  const server = new Client({ connectionString: `${serverUrl}/postgres` });
  await server.connect();
  try {
    const { rowCount } = await server.query('SELECT FROM pg_roles WHERE rolname = $1', [productRole]);
    if (rowCount !== 0) return;
    await server.query(
      `CREATE ROLE ${productRole} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD ${server.escapeLiteral(password)}`,
    );
  } finally {
    await server.end();
  }
}
