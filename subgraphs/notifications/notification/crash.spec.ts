import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startMailCatcher, type Letter, type MailCatcher } from '../../../kit/mail/catcher';
import { runsAll } from '../../../kit/testing/needs';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { until } from '../../../kit/testing/until';
import { person } from '../../../kit/testing/viewers';
import { notifications } from '..';
import { AnnouncementService } from '../announcement/announcement.service';
import { courseFactory } from '../course/course.factory';

const program = join(
  __dirname,
  '..',
  '..',
  '..',
  'dist',
  'subgraphs',
  'notifications',
  'testing',
  'crashing-process.js',
);
const house = subgraphTest(notifications);
/** Two pages, as the job reads them; those with an address are mostly in the second. */
const people = Array.from({ length: 680 }, () => randomUUID()).toSorted();
const addressed = people.slice(480);
const kills = runsAll ? 6 : 3;
const teacherId = randomUUID();

/** Lets some letters through; the sender of another one is not told that it has arrived. */
class Gate {
  private left = Number.POSITIVE_INFINITY;
  private readonly waiting: (() => void)[] = [];
  /** How many were held in all. */
  held = 0;

  readonly hold = async (): Promise<void> => {
    this.left -= 1;
    if (this.left >= 0) return;
    this.held += 1;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  };

  get isHolding(): boolean {
    return this.waiting.length > 0;
  }

  letThrough(letters: number): void {
    this.left = letters;
    for (const release of this.waiting.splice(0)) release();
  }
}

const gate = new Gate();
let mail: MailCatcher;
beforeAll(async () => {
  mail = await startMailCatcher({ keep: 10_000, hold: gate.hold });
});
afterAll(() => mail.close());

/** A process that does what is due, with what the one before left begun; it is killed once `isSo`. */
async function runUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const { resources, worker } = house.subgraph;
  const back = `UPDATE graphile_worker._private_jobs SET locked_at = locked_at - interval '1 minute', run_at = now()`;
  await house.as().db.query(back);
  await worker.freeJobsOfTheDead();
  const child = spawn(process.execPath, [program, resources.database.url, mail.url], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  let hasEnded = false;
  child.once('exit', () => (hasEnded = true));
  await until(async () => hasEnded || (await isSo()));
  const wasAlive = child.kill('SIGKILL');
  await ended;
  if (!wasAlive) throw new Error('The process ended before it was killed.');
}

/** Whoever tells this person of the course waits until it is let go. */
async function holdBack(userId: string, courseId: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: house.subgraph.resources.database.url });
  await client.connect();
  await client.query('BEGIN');
  const sql = 'INSERT INTO notification_group (id, user_id, key, newest_at) VALUES ($1, $2, $3, now())';
  await client.query(sql, [randomUUID(), userId, `ANNOUNCEMENT:${courseId}`]);
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}

async function isWaiting(): Promise<boolean> {
  const sql = `SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INTO notification_group%'`;
  return (await house.as().db.query<unknown[]>(sql)).length > 0;
}

async function count(what: string): Promise<number> {
  return (await house.as().db.query<[{ count: number }]>(`SELECT count(*)::int FROM ${what}`))[0].count;
}

const isOver = async (): Promise<boolean> => (await count('graphile_worker._private_jobs')) === 0;

/** Everyone learns it; those with an address are known by it. */
async function courseOf(): Promise<string> {
  const [course] = await house.make(courseFactory, [{ instructorIds: [teacherId] }]);
  const { courseId } = course!;
  const learn =
    'INSERT INTO learner (enrollment_id, user_id, course_id) SELECT gen_random_uuid(), id, $2 FROM unnest($1::uuid[]) id';
  await house.as().db.query(learn, [people, courseId]);
  const know = `INSERT INTO contact (user_id, version, email, display_name, locale, time_zone, is_erased)
    SELECT id, 1, CASE WHEN id = ANY($2::uuid[]) THEN id || '@lyceum.test' END, 'Somebody', 'en', 'UTC', false FROM unnest($1::uuid[]) id`;
  await house.as().db.query(know, [people, addressed]);
  return courseId;
}

const messageIdOf = ({ headers }: Letter): string => headers.find(({ name }) => name === 'message-id')!.value;

it(`kill -9 in the middle of telling many, ${kills + 2} times: everyone has one notification, and a letter at most twice, as the same one`, async () => {
  if (!existsSync(program)) throw new Error('Run npm run build first: this test starts processes of its own.');
  house.clock.set(new Date().toISOString());
  const courseId = await courseOf();
  await house.as(person(teacherId)).get(AnnouncementService).create({ courseId, title: 'No class', body: 'Rest.' });

  // In the middle of the first page, then of the second one.
  for (const [victim, told] of [
    [people[0]!, 0],
    [people.at(-1)!, 500],
  ] as const) {
    const letGo = await holdBack(victim, courseId);
    await runUntil(isWaiting);
    await letGo();
    await until(async () => !(await isWaiting()));
    expect(await count('notification')).toBe(told);
  }
  // Each time between a letter that has arrived and what is written down about it.
  for (let kill = 0; kill < kills; kill += 1) {
    gate.letThrough(15);
    await runUntil(() => gate.isHolding);
  }
  gate.letThrough(Number.POSITIVE_INFINITY);
  await runUntil(isOver);

  const told = await house.as().db.query<{ id: string }[]>('SELECT user_id AS id FROM notification ORDER BY user_id');
  expect(told.map(({ id }) => id)).toEqual(people);
  const deliveries = await house
    .as()
    .db.query<{ id: string; userId: string; state: string; repeats: number }[]>(
      'SELECT id, user_id AS "userId", state, repeats FROM delivery ORDER BY user_id',
    );
  expect(deliveries.map(({ userId }) => userId)).toEqual(addressed);
  const letters = Map.groupBy(mail.letters(), ({ to }) => to[0]!);
  for (const { id, userId, state, repeats } of deliveries) {
    const arrived = letters.get(`${userId}@lyceum.test`) ?? [];
    expect(new Set(arrived.map(messageIdOf)).size).toBeLessThanOrEqual(1);
    expect(arrived.every((letter) => messageIdOf(letter).startsWith(`<delivery.${id}@`))).toBe(true);
    expect(arrived.length).toBeLessThanOrEqual(1 + repeats);
    // What was begun twice, and killed twice, is given up without knowing what became of it.
    expect([state, repeats]).toEqual(state === 'SENT' ? ['SENT', repeats] : ['FAILED', 1]);
    if (state === 'SENT') expect(arrived.length).toBeGreaterThanOrEqual(1);
  }
  expect(gate.held).toBeGreaterThanOrEqual(kills);
}, 300_000);
