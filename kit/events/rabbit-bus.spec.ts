import { randomUUID } from 'node:crypto';
import { Connection, type AsyncMessage } from 'rabbitmq-client';
import { silentLog } from '../testing/silent-log';
import { describeWithRabbit } from '../testing/rabbitmq';
import { until } from '../testing/until';
import type { EventBus } from './bus';
import { busContract, erased, listener, registered, someGroup } from './bus.contract';
import type { EventEnvelope } from './catalog';
import { openRabbitBus, type RabbitBusOptions } from './rabbit-bus';
import { deadLetters, deadQueueOf, maxDeliveries, queueOf } from './rabbit-topology';

describeWithRabbit('events between processes', (broker, ownsBroker) => {
  const groups = new Set<string>();
  const buses: EventBus[] = [];
  let raw: Connection;

  beforeAll(() => {
    raw = new Connection({ url: broker().url, retryLow: 100, retryHigh: 1_000, acquireTimeout: 120_000 });
    raw.on('error', () => undefined);
  });
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
    for (const group of groups)
      for (const queue of [queueOf(group), deadQueueOf(group)]) await raw.queueDelete({ queue });
    groups.clear();
  });
  afterAll(() => raw.close());

  /** A bus that rests for no failure, and whose groups are removed after the test. */
  async function open(options: Partial<RabbitBusOptions> = {}): Promise<EventBus> {
    const bus = await openRabbitBus({ url: broker().url, log: silentLog, backOff: () => 0, ...options });
    buses.push(bus);
    const subscribe: EventBus['subscribe'] = (group, ...rest) => {
      groups.add(group);
      return bus.subscribe(group, ...rest);
    };
    return { publish: (event) => bus.publish(event), subscribe, close: () => bus.close() };
  }

  /** The next messages of a group's dead-letter queue. */
  function dead(group: string, count: number): Promise<AsyncMessage[]> {
    return new Promise((resolve) => {
      const found: AsyncMessage[] = [];
      const consumer = raw.createConsumer({ queue: deadQueueOf(group), queueOptions: { passive: true } }, (message) => {
        found.push(message);
        if (found.length === count) setImmediate(() => void consumer.close().then(() => resolve(found)));
      });
    });
  }

  busContract(open);

  it('an event that a group never can take is delivered so often, and then lies in its dead-letter queue as it was', async () => {
    const bus = await open();
    const [broken, group] = [someGroup(), listener()];
    let deliveries = 0;
    await bus.subscribe(broken, ['user.registered'], () => {
      deliveries += 1;
      return Promise.reject(new Error('never'));
    });
    await bus.subscribe(someGroup(), ['user.registered'], group.take);
    const event = registered();
    await bus.publish(event);
    const [letter] = await dead(broken, 1);
    expect(deliveries).toBe(maxDeliveries);
    expect(letter).toMatchObject({ body: event, messageId: event.id, durable: true });
    await group.took(1);
    expect(group.taken).toEqual([event.id]);
  });

  it('a message that is no event of the catalogue goes to the dead-letter queue at once, and holds up nobody', async () => {
    const bus = await open();
    const [name, group] = [someGroup(), listener()];
    await bus.subscribe(name, ['user.registered'], group.take);
    const good = registered();
    const bodies = [
      Buffer.from('{"id":'),
      'words',
      {},
      null,
      { ...good, id: 'no uuid' },
      { ...good, name: 'toString' },
      { ...good, name: 'user.invented' },
      { ...good, payload: { userId: 'no uuid' } },
    ];
    const publisher = raw.createPublisher({ confirm: true });
    for (const body of bodies) await publisher.send({ exchange: 'lyceum.events', routingKey: good.name }, body);
    await publisher.close();
    await bus.publish(good);
    const letters = await dead(name, bodies.length);
    await group.took(1);
    expect(letters.map(({ headers }) => headers?.['x-first-death-reason'] as string)).toEqual(
      bodies.map(() => 'rejected'),
    );
    expect(group.taken).toEqual([good.id]);
  });

  it('dead letters are counted by group, as often as one likes', async () => {
    const bus = await open();
    const [name, other] = [someGroup(), someGroup()];
    for (const group of [name, other]) await bus.subscribe(group, ['user.registered'], listener().take);
    const publisher = raw.createPublisher({ confirm: true });
    for (const body of [{}, {}]) await publisher.send({ exchange: '', routingKey: queueOf(name) }, body);
    await publisher.close();
    const count = async () => Object.fromEntries(await deadLetters(broker().url, [name, other]));
    await until(async () => (await count())[name] === 2);
    expect(await count()).toEqual({ [name]: 2, [other]: 0 });
  });

  it('an event of a version newer than ours waits for a newer process, and is not taken by us', async () => {
    const bus = await open();
    const [name, group] = [someGroup(), listener()];
    await bus.subscribe(name, ['user.registered'], group.take);
    const event = { ...registered(), version: 2, payload: { person: randomUUID() } } as unknown as EventEnvelope;
    await bus.publish(event);
    const [letter] = await dead(name, 1);
    expect(letter?.body).toEqual(event);
    expect(group.taken).toEqual([]);
  });

  it('two processes of one group share its events: each is taken once, by one of them', async () => {
    const [name, first, second] = [someGroup(), listener(), listener()];
    const bothHaveSome = Promise.all([first.took(1), second.took(1)]);
    const patient = (group: typeof first) => async (event: EventEnvelope) => {
      await group.take(event);
      await bothHaveSome;
    };
    const [bus, other] = [await open(), await open()];
    await bus.subscribe(name, ['user.registered'], patient(first));
    await other.subscribe(name, ['user.registered'], patient(second));
    const events = Array.from({ length: 60 }, registered);
    await Promise.all(events.map((event) => bus.publish(event)));
    await bothHaveSome;
    await Promise.all(buses.splice(0).map((each) => each.close()));

    // What neither had taken when both ended is still there for a third.
    const left = events.length - first.taken.length - second.taken.length;
    const third = listener();
    await (await open()).subscribe(name, ['user.registered'], third.take);
    await third.took(left);
    const taken = [...first.taken, ...second.taken, ...third.taken];
    expect(taken.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
  });

  it('a group that has not yet run for the first time finds what was published before', async () => {
    const [name, group] = [someGroup(), listener()];
    const bus = await open({ groups: { [name]: ['user.registered'] } });
    const event = registered();
    await bus.publish(event);
    await bus.subscribe(name, ['user.registered'], group.take);
    await group.took(1);
    expect(group.taken).toEqual([event.id]);
  });

  it('a group is sent no event that it no longer asks for', async () => {
    const name = someGroup();
    const former = await open();
    await former.subscribe(name, ['user.registered', 'user.erased'], () => Promise.resolve());
    await former.close();
    const [bus, group] = [await open(), listener()];
    await bus.subscribe(name, ['user.registered'], group.take);
    const event = registered();
    await bus.publish(erased());
    await bus.publish(event);
    await group.took(1);
    expect(group.taken).toEqual([event.id]);
  });

  it('says which broker it could not use', async () => {
    const { port } = new URL(broker().url);
    const opening = openRabbitBus({ url: `amqp://nobody:nothing@127.0.0.1:${port}`, log: silentLog, patience: 500 });
    await expect(opening).rejects.toThrow(`127.0.0.1:${port}`);
    await expect(opening).rejects.not.toThrow('nothing');
  });

  (ownsBroker ? it : it.skip)(
    'a broker that stops and one that crashes lose nothing: publishing is refused meanwhile, and everybody finds it again',
    async () => {
      const [asleep, awake, survivor] = [someGroup(), someGroup(), listener()];
      const sleeper = await open();
      await sleeper.subscribe(asleep, ['user.registered'], () => Promise.resolve());
      await sleeper.close();
      const bus = await open();
      let release: () => void = () => undefined;
      const atWork = listener();
      await bus.subscribe(awake, ['user.registered', 'user.erased'], async (event) => {
        await atWork.take(event);
        if (event.name === 'user.erased' && !survivor.taken.includes(event.id))
          await new Promise<void>((done) => (release = done));
        await survivor.take(event);
      });

      // It stops in peace: RabbitMQ forgets a quorum queue that it made less than half a second before a crash.
      await broker().stop('SIGTERM');
      await expect(bus.publish(registered())).rejects.toThrow();
      await broker().start();
      const early = registered();
      await (await open()).publish(early);
      await survivor.took(1);
      expect(survivor.taken).toEqual([early.id]);

      const [before, held] = [Array.from({ length: 50 }, registered), erased()];
      await bus.publish(held);
      await atWork.took(2);
      await Promise.all(before.map((event) => bus.publish(event)));

      await broker().stop('SIGKILL');
      await expect(bus.publish(registered())).rejects.toThrow();
      release();
      await broker().start();

      const woken = listener();
      const next = await open();
      await next.subscribe(asleep, ['user.registered'], woken.take);
      await woken.took(1 + before.length);
      expect(woken.taken.toSorted()).toEqual([early, ...before].map(({ id }) => id).toSorted());

      // What was at work when the broker died was not acknowledged: it comes again.
      const after = registered();
      await next.publish(after);
      await woken.until(() => woken.taken.includes(after.id));
      const all = new Set([held, ...before, after].map(({ id }) => id));
      const timesHeld = (): number => survivor.taken.filter((id) => id === held.id).length;
      await survivor.until(() => timesHeld() === 2 && all.isSubsetOf(new Set(survivor.taken)));
      await bus.publish(registered());
      await woken.took(before.length + 3);
    },
  );
});
