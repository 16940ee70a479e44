import { mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../database/embedded';

declare global {
  var testPostgres: { server: EmbeddedPostgres; folder: string } | undefined;
}

/** One PostgreSQL per run; each test file clones its databases from templates on it. */
export default async function setUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-test-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), password: 'test', durable: false });
  globalThis.testPostgres = { server, folder };
  process.env['LYCEUM_TEST_POSTGRES'] = server.url;
}
