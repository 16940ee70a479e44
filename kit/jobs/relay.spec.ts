import { randomUUID } from 'node:crypto';
import { emit } from '../events/emit';
import { outbox } from '../documents/kit-collections';
import { InProcessBus } from '../events/bus';
import type { EventEnvelope } from '../events/catalog';
import { requireMongod } from '../testing/mongod';
import { sampleDocuments } from '../testing/sample-documents';
import { subgraphTest } from '../testing/subgraph-test';
import { until } from '../testing/until';
import { OutboxRelay } from './relay';

requireMongod();

/** With a name of its own: the server is everybody's, and fails whoever goes by this one. */
const relayed = { ...sampleDocuments, name: 'relayed' };
const failing = { appName: `lyceum ${relayed.name}` };
const house = subgraphTest(relayed);

/** A bus that remembers what it was given. */
class RememberingBus extends InProcessBus {
  readonly users: string[] = [];

  override publish(event: EventEnvelope): Promise<void> {
    this.users.push((event.payload as { userId: string }).userId);
    return super.publish(event);
  }
}

const opened: OutboxRelay[] = [];
afterEach(async () => {
  for (const relay of opened.splice(0)) await relay.stop();
});

function relayTo(bus: InProcessBus): OutboxRelay {
  const { resources } = house.subgraph;
  const relay = new OutboxRelay({ resources, bus, outbox: resources.documents!.db.collection(outbox.name) });
  opened.push(relay);
  return relay;
}

async function commit(count: number): Promise<string[]> {
  const users = Array.from({ length: count }, () => randomUUID());
  for (const userId of users) await house.as().transaction((tx) => emit(tx, 'user.registered', { userId }));
  return users;
}

const failOnServer = (failPoint: object) =>
  house.subgraph.resources.documents!.client.db('admin').command({ configureFailPoint: 'failCommand', ...failPoint });
const isEmpty = async () => (await house.as().documents.of(outbox).findOne({})) === null;

it('hands events on in the order in which they happened', async () => {
  const bus = new RememberingBus();
  const users = await commit(120);
  await relayTo(bus).drain();
  expect(bus.users).toEqual(users);
  expect(await isEmpty()).toBe(true);
});

it('a running relay hears of what is committed', async () => {
  const bus = new RememberingBus();
  relayTo(bus).start();
  const users = await commit(3);
  await until(() => bus.users.length >= 3);
  expect(bus.users).toEqual(users);
  await until(isEmpty);
});

it('without a change stream it finds what is committed all the same', async () => {
  const bus = new RememberingBus();
  // 40573: the server is no replica set.
  const data = { failCommands: ['aggregate', 'getMore'], errorCode: 40_573, ...failing };
  await failOnServer({ mode: 'alwaysOn', data });
  relayTo(bus).start();
  const first = await commit(1);
  await until(() => bus.users.length >= 1);
  const later = await commit(2);
  await until(() => bus.users.length >= 3);
  expect(bus.users).toEqual([...first, ...later]);
  await failOnServer({ mode: 'off' });
});

it('of several that run at once one relays; when it ends another one goes on', async () => {
  const buses = [new RememberingBus(), new RememberingBus(), new RememberingBus()];
  const relays = buses.map(relayTo);
  for (const relay of relays) relay.start();
  const first = await commit(5);
  await until(isEmpty);
  const leader = buses.findIndex((bus) => bus.users.length > 0);
  expect(buses[leader]?.users).toEqual(first);
  expect(buses.filter((bus) => bus.users.length > 0)).toHaveLength(1);

  await relays[leader]!.stop();
  const second = await commit(5);
  await until(isEmpty);
  expect(buses.flatMap((bus) => bus.users).toSorted()).toEqual([...first, ...second].toSorted());
});

it('what was published, but could not be marked, is published again', async () => {
  const bus = new RememberingBus();
  const users = await commit(2);
  const data = { failCommands: ['delete'], errorCode: 8_000, ...failing };
  await failOnServer({ mode: 'alwaysOn', data });
  const relay = relayTo(bus);
  await expect(relay.drain()).rejects.toThrow();
  await failOnServer({ mode: 'off' });
  await relay.drain();
  expect(bus.users).toEqual([...users, ...users]);
  expect(await isEmpty()).toBe(true);
});

it('what the bus does not take becomes a job, and does not keep the others', async () => {
  const bus = new RememberingBus();
  const [lost, found] = await commit(2);
  jest.spyOn(bus, 'publish').mockRejectedValueOnce(new Error('the broker is away'));
  await relayTo(bus).drain();
  expect(bus.users).toEqual([found]);
  const jobs = await house
    .as()
    .db.query<{ user: string }[]>(`SELECT payload->'payload'->>'userId' AS user FROM graphile_worker._private_jobs`);
  expect(jobs).toEqual([{ user: lost }]);
});
