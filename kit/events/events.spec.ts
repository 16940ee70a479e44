import { randomUUID } from 'node:crypto';
import { poison, sample } from '../testing/sample-subgraph';
import { subgraphTest } from '../testing/subgraph-test';
import { deadJobs, replayDeadJobs } from './dead';
import { emit } from './emit';

const house = subgraphTest(sample, { EVENT_ATTEMPTS: '2' });

const timesSeen = async (userId: string): Promise<number> => {
  const rows = await house.as().db.query<{ times: number }[]>('SELECT times FROM seen WHERE user_id = $1', [userId]);
  return rows[0]?.times ?? 0;
};

/** What has failed waits for its next attempt; tests do not. */
const skipBackOff = () => house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');

it('an event commits with the writes that make it true, and reaches its handler', async () => {
  const userId = randomUUID();
  await house.as().transaction((tx) => emit(tx, 'user.registered', { userId }));
  await house.settle();
  await house.settle();
  expect(await timesSeen(userId)).toBe(1);
});

it('an event of a transaction that rolls back is never sent', async () => {
  const userId = randomUUID();
  const work = house.as().transaction(async (tx) => {
    await emit(tx, 'user.registered', { userId });
    throw new Error('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect(await house.emitted('user.registered')).not.toContainEqual({ userId });
});

it('an event cannot be emitted outside a transaction', async () => {
  await expect(emit(house.as(), 'user.registered', { userId: randomUUID() })).rejects.toThrow('in the transaction');
});

it('a second delivery of one event does nothing', async () => {
  const userId = randomUUID();
  const id = await house.deliver('user.registered', { userId });
  await house.deliver('user.registered', { userId }, id);
  expect(await timesSeen(userId)).toBe(1);
});

it('ten deliveries of one event at once do it once', async () => {
  const userId = randomUUID();
  const id = randomUUID();
  await Promise.all(Array.from({ length: 10 }, () => house.deliver('user.registered', { userId }, id)));
  expect(await timesSeen(userId)).toBe(1);
});

it('a poisoned event is visible as dead, leaves no half-done writes, and can be replayed', async () => {
  const { database } = house.subgraph.resources;
  const id = await house.deliver('user.registered', { userId: poison });
  await skipBackOff();
  await house.settle();
  const dead = await deadJobs(database);
  expect(dead).toMatchObject([
    {
      task: 'handle_event',
      attempts: 2,
      subject: `user.registered/default user.registered ${id}`,
      lastError: expect.stringContaining('cannot be handled'),
    },
  ]);
  expect(await timesSeen(poison)).toBe(0);
  const inbox = await house.as().db.query<unknown[]>('SELECT 1 FROM inbox WHERE event_id = $1', [id]);
  expect(inbox).toEqual([]);

  expect(
    await replayDeadJobs(
      database,
      dead.map((job) => job.id),
    ),
  ).toBe(1);
  expect(await deadJobs(database)).toEqual([]);
});

it('an event whose payload is not what its type says is refused at once', async () => {
  const emitted = house.as().transaction((tx) => emit(tx, 'user.registered', { userId: 'no uuid' }));
  await expect(emitted).rejects.toThrow('Invalid UUID');
});
