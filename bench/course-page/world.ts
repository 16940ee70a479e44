import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEnvironment } from '../../cli/environment';
import { Platform } from '../../cli/platform';
import { step } from '../../cli/progress';
import { onShutdown } from '../../cli/shutdown';
import { subgraphs } from '../../cli/subgraphs';
import { makeCourses } from '../../e2e/course-page/course-world';
import { readConfig } from '../../kit/config/config';
import { startEmbeddedPostgres } from '../../kit/database/embedded';
import { demoId, learnerName } from '../../kit/demo/world';

export interface World {
  /** The environment of every peer: the same databases, the same secret, nothing written. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A PostgreSQL of its own with the demo data, and so many more courses that everyone lists 100. */
export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-bench-'));
  chmodSync(folder, 0o755);
  const options = { folder: join(folder, 'postgres'), password: randomBytes(12).toString('hex') };
  const postgres = await step('PostgreSQL', () => startEmbeddedPostgres(options));
  const settings = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    LYCEUM_DATA: folder,
    LYCEUM_SECRET: randomBytes(32).toString('hex'),
    DATABASE_URL: postgres.url,
    SMTP_URL: 'smtp://127.0.0.1:9',
    RATE_PER_ADDRESS: '0',
    RATE_PER_USER: '0',
  };
  const close = async (): Promise<void> => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  // PostgreSQL is a daemon: Ctrl-C must not leave it behind.
  onShutdown(close);
  try {
    await fill(settings);
    return { settings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fill(settings: World['settings']): Promise<void> {
  const environment = await openEnvironment(readConfig(settings), { alone: true });
  const platform = await step('databases', () => Platform.open(subgraphs, environment.house));
  await step('demo data', async () => {
    await platform.seed();
    await platform.settle();
  });
  await step('100 more courses', () =>
    makeCourses(platform, {
      count: 100,
      learnerId: demoId('User', learnerName(0)),
      teacherIds: [demoId('User', learnerName(1)), demoId('User', learnerName(2))],
      reviewerIds: [3, 4, 5, 6].map((index) => demoId('User', learnerName(index))),
    }),
  );
  // Statistics now, so that no plan changes in the middle of the run.
  for (const { resources } of platform.subgraphs) await resources.database.manager.query('VACUUM ANALYZE');
  await platform.stop();
  await environment.close();
}
