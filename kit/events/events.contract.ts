import { randomUUID } from 'node:crypto';
import { defineJob, enqueue, type Job } from '../jobs/job';
import type { Scope } from '../scope/scope';
import type { SubgraphDefinition } from '../subgraph/define';
import { poison } from '../testing/sample-subgraph';
import { subgraphTest } from '../testing/subgraph-test';
import { deadJobs, replayDeadJobs } from './dead';
import { emit } from './emit';
import { emitAll } from './emit-all';

/** A store as the contract needs it: who keeps its facts there, and how to read them. */
export interface EventStore {
  /** Counts registrations in its store; emits and handles `user.registered`; cannot handle `poison`. */
  readonly definition: SubgraphDefinition;
  /** How often the handler has run to its end for a user. */
  readonly timesSeen: (scope: Scope, userId: string) => Promise<number>;
  /** Writes a fact of the transaction's own, and looks for it. */
  readonly send: (tx: Scope, userId: string) => Promise<void>;
  readonly wasSent: (scope: Scope, userId: string) => Promise<boolean>;
  /** Whether a handler's note that it has seen an event is there. */
  readonly isNoted: (scope: Scope, eventId: string) => Promise<boolean>;
}

/** What a subgraph may rely on when it emits, handles and enqueues, wherever its facts are. */
export function eventsContract({ definition, timesSeen, send, wasSent, isNoted }: EventStore): void {
  const worked: string[] = [];
  const work: Job<{ readonly id: string }> = defineJob('work', (_scope, { id }) => {
    worked.push(id);
    return Promise.resolve();
  });
  const house = subgraphTest({ ...definition, jobs: [...definition.jobs, work] }, { EVENT_ATTEMPTS: '2' });
  const timesWorked = (id: string): number => worked.filter((known) => known === id).length;

  /** What has failed waits for its next attempt; tests do not. */
  const skipBackOff = () => house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
  const settle = async (): Promise<void> => {
    do await house.settle();
    while (await house.subgraph.worker.hasDue());
  };

  it('an event commits with the writes that make it true, and reaches its handler', async () => {
    const userId = randomUUID();
    await house.as().transaction(async (tx) => {
      await send(tx, userId);
      await emit(tx, 'user.registered', { userId });
    });
    expect(await house.emitted('user.registered')).toContainEqual({ userId });
    await settle();
    expect(await wasSent(house.as(), userId)).toBe(true);
    expect(await timesSeen(house.as(), userId)).toBe(1);
  });

  it('of a transaction that rolls back there is neither a write nor an event nor a job', async () => {
    const userId = randomUUID();
    const failing = house.as().transaction(async (tx) => {
      await send(tx, userId);
      await emit(tx, 'user.registered', { userId });
      await enqueue(tx, work, { id: userId });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await settle();
    expect(await wasSent(house.as(), userId)).toBe(false);
    expect(await timesSeen(house.as(), userId)).toBe(0);
    expect(timesWorked(userId)).toBe(0);
  });

  it('an event cannot be emitted outside a transaction', async () => {
    await expect(emit(house.as(), 'user.registered', { userId: randomUUID() })).rejects.toThrow('in the transaction');
  });

  it('an event whose payload is not what its type says is refused at once', async () => {
    const emitted = house.as().transaction((tx) => emit(tx, 'user.registered', { userId: 'no uuid' }));
    await expect(emitted).rejects.toThrow('Invalid UUID');
  });

  it('many events that are emitted at once arrive, each once', async () => {
    const users = Array.from({ length: 120 }, () => randomUUID());
    await house.as().transaction((tx) =>
      emitAll(
        tx,
        'user.registered',
        users.map((userId) => ({ userId })),
      ),
    );
    await settle();
    const times = await Promise.all(users.map((userId) => timesSeen(house.as(), userId)));
    expect(new Set(times)).toEqual(new Set([1]));
  });

  it('a job runs when its transaction has committed, or at once without one; two with one key are one', async () => {
    const [within, without, keyed] = [randomUUID(), randomUUID(), randomUUID()];
    await house.as().transaction(async (tx) => {
      await enqueue(tx, work, { id: within });
      await enqueue(tx, work, { id: keyed }, { key: keyed });
      await enqueue(tx, work, { id: keyed }, { key: keyed });
    });
    await enqueue(house.as(), work, { id: without });
    await settle();
    expect([within, without, keyed].map(timesWorked)).toEqual([1, 1, 1]);
  });

  it('a job that is due later waits', async () => {
    const id = randomUUID();
    await house.as().transaction((tx) => enqueue(tx, work, { id }, { runAt: new Date(Date.now() + 3_600_000) }));
    await settle();
    expect(timesWorked(id)).toBe(0);
    await skipBackOff();
    await settle();
    expect(timesWorked(id)).toBe(1);
  });

  it('a second delivery of one event does nothing', async () => {
    const userId = randomUUID();
    const id = await house.deliver('user.registered', { userId });
    await house.deliver('user.registered', { userId }, id);
    expect(await timesSeen(house.as(), userId)).toBe(1);
  });

  it('ten deliveries of one event at once do it once', async () => {
    const userId = randomUUID();
    const id = randomUUID();
    await Promise.all(Array.from({ length: 10 }, () => house.deliver('user.registered', { userId }, id)));
    expect(await timesSeen(house.as(), userId)).toBe(1);
  });

  it('an event whose publication is confirmed too late is published again, and has its effect once', async () => {
    const { bus } = house.house;
    const publish = bus.publish.bind(bus);
    const crash = jest.spyOn(bus, 'publish').mockImplementationOnce(async (event) => {
      await publish(event);
      throw new Error('crashed before the outbox heard of it');
    });
    const userId = randomUUID();
    await house.as().transaction((tx) => emit(tx, 'user.registered', { userId }));
    await settle();
    await skipBackOff();
    await settle();
    expect(crash).toHaveBeenCalledTimes(2);
    crash.mockRestore();
    expect(await timesSeen(house.as(), userId)).toBe(1);
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
    expect(await timesSeen(house.as(), poison)).toBe(0);
    expect(await isNoted(house.as(), id)).toBe(false);
    const ids = dead.map((job) => job.id);
    expect(await replayDeadJobs(database, ids)).toBe(1);
    expect(await deadJobs(database)).toEqual([]);
  });
}
