import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { step } from '../../cli/progress';
import { onShutdown } from '../../cli/shutdown';
import { startEmbeddedPostgres } from '../../kit/database/embedded';
import { startEmbeddedMongod } from '../../kit/documents/embedded';
import { findMongod } from '../../kit/documents/mongod-binary';

export interface Databases {
  /** The environment of every peer: the same databases, the same secret, no mail, no limits by address or person. */
  readonly settings: Readonly<Record<string, string>>;
  /** Gone when it closes: other files of the run can be in it. */
  readonly folder: string;
  close(): Promise<void>;
}

/** A PostgreSQL and a MongoDB of the run's own, in a temporary folder. */
export async function openDatabases(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-bench-'));
  chmodSync(folder, 0o755);
  const servers: { stop(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const server of servers.splice(0)) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  // Both are daemons: Ctrl-C must not leave them behind.
  onShutdown(close);
  try {
    return await step('PostgreSQL and MongoDB', async () => {
      const password = randomBytes(12).toString('hex');
      const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), password });
      servers.push(postgres);
      const mongod = await startEmbeddedMongod({ folder: join(folder, 'mongo'), binary: await findMongod() });
      servers.push(mongod);
      const settings = {
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        LYCEUM_DATA: folder,
        LYCEUM_SECRET: randomBytes(32).toString('hex'),
        DATABASE_URL: postgres.url,
        MONGODB_URL: mongod.url,
        SMTP_URL: 'smtp://127.0.0.1:9',
        RATE_PER_ADDRESS: '0',
        RATE_PER_USER: '0',
      };
      return { settings, folder, close };
    });
  } catch (error) {
    await close();
    throw error;
  }
}
