import { randomUUID } from 'node:crypto';
import type { EventBus } from './bus';
import type { EventEnvelope } from './catalog';

export const registered = (): EventEnvelope<'user.registered'> => ({
  id: randomUUID(),
  name: 'user.registered',
  version: 1,
  occurredAt: new Date().toISOString(),
  payload: { userId: randomUUID() },
});

export const erased = (): EventEnvelope<'user.erased'> => ({ ...registered(), name: 'user.erased' });

/** A group's name of its own for each test: a broker remembers groups. */
export const someGroup = (): string => `test-${randomUUID()}`;

/** A group that remembers what it took and can be asked to wait for more. */
export function listener(fail: (event: EventEnvelope) => boolean = () => false) {
  const taken: string[] = [];
  const waiting: { isEnough: () => boolean; done: () => void }[] = [];
  const take = (event: EventEnvelope): Promise<void> => {
    if (fail(event)) return Promise.reject(new Error('not now'));
    taken.push(event.id);
    for (const { isEnough, done } of waiting) if (isEnough()) done();
    return Promise.resolve();
  };
  const until = (isEnough: () => boolean) =>
    new Promise<void>((done) => (isEnough() ? done() : waiting.push({ isEnough, done })));
  const took = (count: number) => until(() => taken.length >= count);
  return { taken, take, took, until };
}

/** What every bus promises: the one of one process, and the one between processes. */
export function busContract(open: () => Promise<EventBus>): void {
  let bus: EventBus;
  beforeEach(async () => (bus = await open()));
  afterEach(() => bus.close());

  it('brings an event to every group that asked for it', async () => {
    const [courses, lessons] = [listener(), listener()];
    await bus.subscribe(someGroup(), ['user.registered'], courses.take);
    await bus.subscribe(someGroup(), ['user.registered'], lessons.take);
    const event = registered();
    await bus.publish(event);
    await Promise.all([courses.took(1), lessons.took(1)]);
    expect([courses.taken, lessons.taken]).toEqual([[event.id], [event.id]]);
  });

  it('brings nothing to a group that asked for something else', async () => {
    const [asked, other] = [listener(), listener()];
    await bus.subscribe(someGroup(), ['user.registered'], asked.take);
    await bus.subscribe(someGroup(), ['user.erased'], other.take);
    const [first, second] = [registered(), erased()];
    await bus.publish(first);
    await bus.publish(second);
    await Promise.all([asked.took(1), other.took(1)]);
    expect([asked.taken, other.taken]).toEqual([[first.id], [second.id]]);
  });

  it('brings an event whole, with the trace in which it was published', async () => {
    const event = { ...registered(), traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    const brought = Promise.withResolvers<EventEnvelope>();
    await bus.subscribe(someGroup(), ['user.registered'], (given) => Promise.resolve(brought.resolve(given)));
    await bus.publish(event);
    expect(await brought.promise).toEqual(event);
  });

  it('takes an event that nobody asked for', async () => {
    await expect(bus.publish(registered())).resolves.toBeUndefined();
  });

  it('brings each of many events that are published at once, once where nothing fails', async () => {
    const group = listener();
    await bus.subscribe(someGroup(), ['user.registered', 'user.erased'], group.take);
    const events = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? registered() : erased()));
    await Promise.all(events.map((event) => bus.publish(event)));
    await group.took(events.length);
    expect(group.taken.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
  });

  it('an event that a group could not take arrives again: by the bus itself, or because publish rejects and the outbox repeats it', async () => {
    let failures = 1;
    const group = listener(() => failures-- > 0);
    await bus.subscribe(someGroup(), ['user.registered'], group.take);
    const event = registered();
    await bus.publish(event).catch(() => bus.publish(event));
    await group.took(1);
    expect(group.taken).toEqual([event.id]);
  });

  it('a group that cannot take an event keeps it from no other group', async () => {
    const [broken, sound] = [listener(() => true), listener()];
    await bus.subscribe(someGroup(), ['user.registered'], broken.take);
    await bus.subscribe(someGroup(), ['user.registered'], sound.take);
    const event = registered();
    await bus.publish(event).catch(() => undefined);
    await sound.took(1);
    expect([broken.taken, sound.taken]).toEqual([[], [event.id]]);
  });

  it('carries the event unchanged', async () => {
    const seen: EventEnvelope[] = [];
    const group = listener();
    await bus.subscribe(someGroup(), ['course.changed'], (event) => {
      seen.push(event);
      return group.take(event);
    });
    const event: EventEnvelope<'course.changed'> = {
      ...registered(),
      name: 'course.changed',
      payload: {
        courseId: randomUUID(),
        version: 7,
        status: 'PUBLISHED',
        slug: 'grüße',
        title: 'Grüße, 世界 🎓 "and" \\ more\n',
        organisationId: null,
        instructorIds: [],
        prices: [{ currency: 'KWD', minor: '9007199254740993' }],
        runs: [],
      },
    };
    await bus.publish(event);
    await group.took(1);
    expect(seen).toEqual([event]);
  });

  it('refuses to publish once it is closed, so that the outbox keeps the event', async () => {
    await bus.close();
    await expect(bus.publish(registered())).rejects.toThrow(/closed|away/);
  });
}
