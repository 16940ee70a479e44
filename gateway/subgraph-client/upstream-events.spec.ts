import type { UpstreamEvent } from './subgraph-client';
import { UpstreamEvents } from './upstream-events';

const numbered = (number: number): UpstreamEvent => ({ kind: 'next', result: { data: { number } } });
const gap: UpstreamEvent = { kind: 'gap' };

function open(maxWaiting = 3) {
  let begun = 0;
  const events = new UpstreamEvents(() => (begun += 1), maxWaiting);
  const push = (...numbers: number[]): void => {
    for (const number of numbers) events.push({ data: { number } });
  };
  const rest = async (): Promise<UpstreamEvent[]> => {
    events.end();
    const read: UpstreamEvent[] = [];
    for await (const event of events) read.push(event);
    return read;
  };
  return { events, push, rest, begun: () => begun };
}

it('begins with the first reading, once', async () => {
  const { events, push, begun } = open();
  expect(begun()).toBe(0);
  const reading = [events.next(), events.next()];
  push(1, 2);
  expect(await Promise.all(reading)).toEqual([1, 2].map((number) => ({ value: numbered(number), done: false })));
  expect(begun()).toBe(1);
});

it('what waits is read in its order, also after the end', async () => {
  const { push, rest } = open();
  push(1, 2, 3);
  expect(await rest()).toEqual([numbered(1), numbered(2), numbered(3)]);
});

it('where too many wait, the oldest give way to one gap', async () => {
  const { push, rest } = open();
  push(1, 2, 3, 4, 5, 6, 7);
  expect(await rest()).toEqual([gap, numbered(5), numbered(6), numbered(7)]);
});

it('says once in a row that events may be missing', async () => {
  const { events, push, rest } = open();
  push(1);
  events.gap();
  events.gap();
  push(2);
  expect(await rest()).toEqual([numbered(1), gap, numbered(2)]);
});

it('who leaves reads nothing more, and is over for the source', async () => {
  const { events, push } = open();
  const reading = events.next();
  await events.return();
  push(1);
  const done = { value: undefined, done: true };
  expect([await reading, await events.next()]).toEqual([done, done]);
  expect(events.over.aborted).toBe(true);
});

it('who leaves leaves what waits, too', async () => {
  const { events, push } = open();
  const first = events.next();
  push(1, 2, 3);
  await first;
  await events.return();
  expect(await events.next()).toEqual({ value: undefined, done: true });
});

it('who has left does not begin it', async () => {
  const { events, begun } = open();
  await events.return();
  await events.next();
  expect(begun()).toBe(0);
});
