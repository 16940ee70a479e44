import { mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../database/embedded';
import { startEmbeddedMongod, type EmbeddedMongod } from '../documents/embedded';
import { findMongod } from '../documents/mongod-binary';

declare global {
  var testServers: { postgres: EmbeddedPostgres; mongod: EmbeddedMongod | null; folder: string } | undefined;
}

/** One PostgreSQL and one MongoDB per run; each test file has databases of its own on them. */
export default async function setUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-test-'));
  chmodSync(folder, 0o755);
  const [postgres, mongod] = await Promise.all([
    startEmbeddedPostgres({ folder: join(folder, 'postgres'), password: 'test', durable: false }),
    startMongod(join(folder, 'mongo')),
  ]);
  globalThis.testServers = { postgres, mongod, folder };
  // Many tests start processes of our own: from the second one on they need not be compiled anew.
  process.env['NODE_COMPILE_CACHE'] = join(__dirname, '..', '..', 'node_modules', '.cache', 'lyceum-compiled');
  process.env['LYCEUM_TEST_FOLDER'] = folder;
  process.env['LYCEUM_TEST_POSTGRES'] = postgres.url;
  if (mongod) process.env['LYCEUM_TEST_MONGODB'] = mongod.url;
}

/** Specs that need it are skipped where none can be had; see `requireMongod`. */
async function startMongod(folder: string): Promise<EmbeddedMongod | null> {
  const binary = await findMongod({ configured: process.env['MONGOD_BINARY'] }).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    return null;
  });
  return binary && startEmbeddedMongod({ folder, binary, durable: false });
}
