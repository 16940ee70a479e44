import { until } from '../../kit/testing/until';
import type { RawSocket } from './testing/raw-socket';
import { liveTest } from './testing/open-house';

const test = liveTest({ LIVE_QUEUE_EVENTS: '5', LIVE_QUEUE_BYTES: '10000000', LIVE_HEARTBEAT: '10000000' });
const subscription = (field: string) => `subscription { tick: ${field} { number text } }`;
/** More than what the operating system keeps for a reader who does not read. */
const large = 'x'.repeat(500_000);
const events = 60;

interface Tick {
  readonly data: { readonly tick: { readonly number: number } };
  readonly extensions?: { readonly gap: boolean; readonly dropped: number };
}
const ticks = (socket: RawSocket) => socket.of('next').map(({ payload }) => payload as Tick);

/** One who does not read, and one who does; events come as fast as the latter reads. */
async function oneStalls(field: string): Promise<[stalled: RawSocket, reading: RawSocket]> {
  const [stalled, reading] = [await test.begin(), await test.begin()];
  for (const socket of [stalled, reading]) socket.subscribe('a', subscription(field));
  await until(() => test.house.subscriptions.counts().operations === 2);
  stalled.ws.pause();
  for (let number = 1; number <= events; number += 1) {
    test.house.engine.last.tick(number, large);
    await reading.has('next', number);
  }
  return [stalled, reading];
}

it('DROP_OLDEST: a stalled client holds up nobody, and gets the newest with the count of what it missed', async () => {
  const [stalled, reading] = await oneStalls('ticks');
  expect(ticks(reading).map(({ data }) => data.tick.number)).toEqual(
    Array.from({ length: events }, (_, index) => index + 1),
  );
  const dropped = await test.house.metric('subscription_events_dropped_total');
  expect(dropped).toBeGreaterThan(10);
  stalled.ws.resume();
  await stalled.has('next', events - dropped);
  const numbers = ticks(stalled).map(({ data }) => data.tick.number);
  expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
  expect(numbers.slice(-5)).toEqual([events - 4, events - 3, events - 2, events - 1, events]);
  expect(ticks(stalled).flatMap(({ extensions }) => extensions ?? [])).toEqual([{ gap: true, dropped }]);
  test.house.engine.last.tick(events + 1);
  await stalled.has('next', events - dropped + 1);
  expect(ticks(stalled).at(-1)).toEqual({ data: { tick: { number: events + 1, text: '' } } });
  expect(test.house.engine.last.serialisations).toBe(events + 2);
});

it('LATEST: only the last state waits', async () => {
  const [stalled] = await oneStalls('state');
  const dropped = await test.house.metric('subscription_events_dropped_total');
  stalled.ws.resume();
  await stalled.has('next', events - dropped);
  const [before, last] = ticks(stalled).slice(-2);
  expect(last).toMatchObject({ data: { tick: { number: events } }, extensions: { gap: true, dropped } });
  expect(before?.data.tick.number).toBe(events - dropped - 1);
});

it('DISCONNECT: who must not miss anything is closed with 4429, and nobody else', async () => {
  const [stalled, reading] = await oneStalls('ledger');
  expect(test.house.subscriptions.counts().operations).toBe(1);
  stalled.ws.resume();
  expect(await stalled.end()).toEqual({ code: 4429, reason: 'Too slow' });
  expect(ticks(stalled).length).toBeLessThan(events);
  expect(reading.closed).toBeNull();
});

it('the memory does not grow with events for clients that are stalled', async () => {
  const stalled = await Promise.all(Array.from({ length: 20 }, () => test.begin()));
  const reading = await test.begin();
  for (const socket of [...stalled, reading]) socket.subscribe('a', subscription('ticks'));
  await until(() => test.house.subscriptions.counts().operations === 21);
  for (const { ws } of stalled) ws.pause();
  let before = 0;
  for (let number = 1; number <= events; number += 1) {
    // By then all are stalled, and each next event only takes the place of an older one.
    if (number === events / 2) before = process.memoryUsage().arrayBuffers;
    test.house.engine.last.tick(number, large);
    await reading.has('next', number);
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * large.length);
  for (const socket of stalled) socket.close();
  await until(() => test.house.subscriptions.counts().operations === 1);
});
