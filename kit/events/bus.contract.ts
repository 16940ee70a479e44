import { randomUUID } from 'node:crypto';
import type { EventBus } from './bus';
import type { EventEnvelope } from './catalog';

/** What every bus promises. A bus between processes passes the same tests. */
export function busContract(open: () => Promise<EventBus>): void {
  let bus: EventBus;
  beforeEach(async () => (bus = await open()));
  afterEach(() => bus.close());

  const registered = (): EventEnvelope => ({
    id: randomUUID(),
    name: 'user.registered',
    version: 1,
    occurredAt: new Date().toISOString(),
    payload: { userId: randomUUID() },
  });

  /** A group that remembers what it took and can be asked to wait for more. */
  const listener = (fail: (event: EventEnvelope) => boolean = () => false) => {
    const taken: string[] = [];
    const waiting: { count: number; done: () => void }[] = [];
    const take = (event: EventEnvelope): Promise<void> => {
      if (fail(event)) return Promise.reject(new Error('not now'));
      taken.push(event.id);
      for (const { count, done } of waiting) if (taken.length >= count) done();
      return Promise.resolve();
    };
    const took = (count: number) =>
      new Promise<void>((done) => (taken.length >= count ? done() : waiting.push({ count, done })));
    return { taken, take, took };
  };

  it('brings an event to every group that asked for it', async () => {
    const [courses, lessons] = [listener(), listener()];
    await bus.subscribe('courses', ['user.registered'], courses.take);
    await bus.subscribe('lessons', ['user.registered'], lessons.take);
    const event = registered();
    await bus.publish(event);
    await Promise.all([courses.took(1), lessons.took(1)]);
    expect([courses.taken, lessons.taken]).toEqual([[event.id], [event.id]]);
  });

  it('brings nothing to a group that asked for something else', async () => {
    const [asked, other] = [listener(), listener()];
    await bus.subscribe('asked', ['user.registered'], asked.take);
    await bus.subscribe('other', ['user.erased'], other.take);
    await bus.publish(registered());
    await asked.took(1);
    expect(other.taken).toEqual([]);
  });

  it('an event that a group could not take arrives again: by the bus itself, or because publish rejects and the outbox repeats it', async () => {
    let failures = 1;
    const group = listener(() => failures-- > 0);
    await bus.subscribe('group', ['user.registered'], group.take);
    const event = registered();
    await bus.publish(event).catch(() => bus.publish(event));
    await group.took(1);
    expect(group.taken).toEqual([event.id]);
  });

  it('carries the event unchanged', async () => {
    const seen: EventEnvelope[] = [];
    const group = listener();
    await bus.subscribe('group', ['user.registered'], (event) => {
      seen.push(event);
      return group.take(event);
    });
    const event = registered();
    await bus.publish(event);
    await group.took(1);
    expect(seen).toEqual([event]);
  });
}
