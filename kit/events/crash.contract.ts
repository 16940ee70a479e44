import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { demoRandom } from '../demo/world';
import type { Scope } from '../scope/scope';
import type { SubgraphDefinition } from '../subgraph/define';
import { runsAll } from '../testing/needs';
import { subgraphTest } from '../testing/subgraph-test';

const program = join(__dirname, '..', '..', 'dist', 'kit', 'testing', 'crashing-process.js');
const kills = runsAll ? 20 : 3;

interface CrashingStore {
  readonly definition: SubgraphDefinition;
  /** Users that a committed transaction has sent. */
  readonly sent: (scope: Scope) => Promise<string[]>;
  /** How often the handler has seen each of them. */
  readonly seen: (scope: Scope) => Promise<Map<string, number>>;
}

/** What is left of a subgraph's events when its process dies in the middle of everything. */
export function crashContract({ definition, sent, seen }: CrashingStore): void {
  const house = subgraphTest(definition);

  /** Runs the process until it has committed so often, then kills it where it stands. */
  async function crashAfter(commits: number): Promise<void> {
    const { database, subgraph } = house.subgraph.resources;
    const documents = definition.documents ? [await house.house.documentsUrl(subgraph)] : [];
    const child = spawn(process.execPath, [program, database.url, ...documents], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    let seenCommits = 0;
    for await (const line of createInterface(child.stdout)) {
      if (line === 'committed') seenCommits += 1;
      if (seenCommits === commits) child.kill('SIGKILL');
    }
    await exited;
    if (seenCommits < commits) throw new Error('The process ended before it was killed.');
  }

  async function pending(): Promise<number> {
    const [row] = await house
      .as()
      .db.query<{ count: number }[]>(
        'SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE attempts < max_attempts',
      );
    return row?.count ?? 0;
  }

  it(`kill -9 between commit and publish, ${kills} times: every event arrives, none has its effect twice`, async () => {
    if (!existsSync(program)) throw new Error('Run npm run build first: this test starts a process of its own.');
    const random = demoRandom('crashes');
    for (let kill = 0; kill < kills; kill += 1) await crashAfter(1 + Math.floor(random() * 60));

    // A killed worker's job is given back two seconds after it was taken: let that time have passed.
    await house
      .as()
      .db.query(`UPDATE graphile_worker._private_jobs SET locked_at = locked_at - interval '1 minute', run_at = now()`);
    do {
      // PostgreSQL itself may hear late that one is dead.
      await house.subgraph.worker.freeJobsOfTheDead();
      await house.settle();
    } while ((await pending()) > 0);

    const [users, times] = [await sent(house.as()), await seen(house.as())];
    expect(users.length).toBeGreaterThan(kills);
    expect(users.filter((user) => times.get(user) !== 1)).toEqual([]);
    expect(times.size).toBe(users.length);
  }, 900_000);
}
