import type { Config } from '../../kit/config/config';
import { Viewer } from '../../kit/identity/viewer';
import { deadJobs, replayDeadJobs } from '../../kit/events/dead';
import { deadLetters, deadQueueOf } from '../../kit/events/rabbit-topology';
import { openEnvironment } from '../environment';
import { migrateGateway } from '../gateway-database';
import { Platform } from '../platform';
import { say, step } from '../progress';
import { subgraphs, subgraphsNamed } from '../subgraphs';
import { rotateSigningKeys } from '../../subgraphs/users/key-ring/key-ring.service';

const gateway = 'gateway';

/** Opens the named subgraphs (all without names), does the work, and closes everything again. Opening migrates. */
async function withPlatform(
  config: Config,
  names: readonly string[],
  work: (platform: Platform) => Promise<void>,
): Promise<void> {
  const environment = await openEnvironment(config, { alone: true });
  try {
    const platform = await step('databases and migrations', () =>
      Platform.open(names.length > 0 ? subgraphsNamed(names) : subgraphs, environment.house),
    );
    await work(platform).finally(() => platform.stop());
  } finally {
    await environment.close();
  }
}

/** The named ones, of which the gateway may be one; all without names. */
export async function migrate(config: Config, names: readonly string[]): Promise<void> {
  const isAll = names.length === 0;
  const asked = names.filter((name) => name !== gateway);
  if (isAll || asked.length > 0)
    await withPlatform(config, asked, (platform) => {
      say(`Up to date: ${platform.subgraphs.map(({ name }) => name).join(', ')}.`);
      return Promise.resolve();
    });
  if (!isAll && !names.includes(gateway)) return;
  await migrateGateway(config);
  say(`Up to date: ${gateway}.`);
}

export function seed(config: Config): Promise<void> {
  return withPlatform(config, [], async (platform) => {
    await step('demo data', () => platform.seed());
    await step('its events', () => platform.settle());
  });
}

export function rotateKeys(config: Config): Promise<void> {
  return withPlatform(config, ['users'], async (platform) => {
    await rotateSigningKeys(platform.get('users').scope(Viewer.system));
    say('New tokens are signed by a new key; the old one verifies until its last token has expired.');
  });
}

/** Lists what was tried as often as allowed. */
export async function listDead(config: Config): Promise<void> {
  await withPlatform(config, [], async (platform) => {
    const found = await deadOf(platform);
    for (const { subgraph, job } of found) {
      say(
        `${subgraph}\t${job.id}\t${job.task}\t${job.subject}\t${job.attempts} attempts\t${job.failedAt.toISOString()}\t${job.lastError.split('\n')[0] ?? ''}`,
      );
    }
    say(found.length === 0 ? 'Nothing is dead.' : `${found.length} dead.`);
  });
  if (config.EVENT_BUS_URL) await countDeadLetters(config.EVENT_BUS_URL);
}

/** What the broker could not hand over, which is in nobody's database. */
async function countDeadLetters(url: string): Promise<void> {
  const groups = subgraphs.filter(({ handlers }) => handlers.length > 0).map(({ name }) => name);
  const counts = await step("the broker's dead-letter queues", () => deadLetters(url, groups));
  for (const [group, count] of counts) if (count > 0) say(`${group}\t${count} messages in ${deadQueueOf(group)}`);
}

/** Gives dead events and jobs, all or those named `subgraph:id`, a full set of attempts again. */
export function replayDead(config: Config, ids: readonly string[]): Promise<void> {
  return withPlatform(config, [], async (platform) => {
    const wanted = (await deadOf(platform)).filter(
      ({ subgraph, job }) => ids.length === 0 || ids.includes(`${subgraph}:${job.id}`),
    );
    const groups = Map.groupBy(wanted, ({ subgraph }) => subgraph);
    for (const [name, rows] of groups) {
      const { database } = platform.get(name).resources;
      await replayDeadJobs(
        database,
        rows.map(({ job }) => job.id),
      );
    }
    say(`${wanted.length} to be tried again${wanted.length > 0 ? ' by the running product' : ''}.`);
  });
}

async function deadOf(platform: Platform) {
  const lists = await Promise.all(
    platform.subgraphs.map(async ({ name, resources }) =>
      (await deadJobs(resources.database)).map((job) => ({ subgraph: name, job })),
    ),
  );
  return lists.flat();
}
