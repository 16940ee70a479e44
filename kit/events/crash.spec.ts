import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { demoRandom } from '../demo/world';
import { sample } from '../testing/sample-subgraph';
import { subgraphTest } from '../testing/subgraph-test';

const house = subgraphTest(sample);
const program = join(__dirname, '..', '..', 'dist', 'kit', 'testing', 'crashing-process.js');
const kills = 20;

/** Runs the process until it has committed so often, then kills it where it stands. */
async function crashAfter(commits: number): Promise<void> {
  const child = spawn(process.execPath, [program, house.subgraph.resources.database.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let seen = 0;
  for await (const line of createInterface(child.stdout)) {
    if (line === 'committed') seen += 1;
    if (seen === commits) child.kill('SIGKILL');
  }
  await exited;
  if (seen < commits) throw new Error('The process ended before it was killed.');
}

it(`kill -9 between commit and publish, ${kills} times: every event arrives, none has its effect twice`, async () => {
  if (!existsSync(program)) throw new Error('Run npm run build first: this test starts a process of its own.');
  const random = demoRandom('crashes');
  for (let kill = 0; kill < kills; kill += 1) await crashAfter(1 + Math.floor(random() * 60));

  const { db } = house.as();
  // A killed worker's job is given back two seconds after it was taken: let that time have passed.
  await db.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = locked_at - interval '1 minute', run_at = now()`,
  );
  await house.subgraph.worker.freeJobsOfTheDead();
  while ((await pending()) > 0) await house.settle();

  const [counts] = await db.query<{ sent: number; once: number; lost: number; twice: number }[]>(`
    SELECT count(*)::int AS sent, count(*) FILTER (WHERE times = 1)::int AS once,
           count(*) FILTER (WHERE times IS NULL)::int AS lost, count(*) FILTER (WHERE times > 1)::int AS twice
      FROM sent LEFT JOIN seen USING (user_id)`);
  expect(counts).toEqual({ sent: counts!.sent, once: counts!.sent, lost: 0, twice: 0 });
  expect(counts!.sent).toBeGreaterThan(kills);
}, 120_000);

async function pending(): Promise<number> {
  const [row] = await house
    .as()
    .db.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE attempts < max_attempts',
    );
  return row?.count ?? 0;
}
