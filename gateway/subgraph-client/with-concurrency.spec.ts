import { getEventListeners } from 'node:events';
import { aQuery, fine, heldClient, none } from './client.factory';
import { withConcurrency } from './with-concurrency';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function open(limit: number, maxQueued: number) {
  const { client, calls } = heldClient();
  const loads: string[] = [];
  const onChange = (running: number, queued: number): void => void loads.push(`${running}+${queued}`);
  return { client: withConcurrency(client, { limit, maxQueued, onChange }), calls, loads };
}

it('makes so many calls at a time, the others in their order', async () => {
  const { client, calls } = open(2, 10);
  const answers = ['a', 'b', 'c', 'd'].map((operationName) => client.execute({ ...aQuery, operationName }, {}));
  const made = () => calls.map(({ call }) => call.operationName).join('');
  expect(made()).toBe('ab');
  calls[1]!.answer(fine);
  await settled();
  expect(made()).toBe('abc');
  calls[0]!.answer(fine);
  await settled();
  expect(made()).toBe('abcd');
  for (const { answer } of calls) answer(fine);
  expect(await Promise.all(answers)).toEqual([fine, fine, fine, fine]);
});

it('turns away what would wait in too long a queue', async () => {
  const { client, calls } = open(1, 1);
  const [first, second] = [client.execute(aQuery, {}), client.execute(aQuery, {})];
  expect(await client.execute(aQuery, {})).toEqual(none('busy'));
  calls[0]!.answer(fine);
  await first;
  calls[1]!.answer(fine);
  await second;
  const third = client.execute(aQuery, {});
  calls[2]!.answer(fine);
  expect(await third).toBe(fine);
});

it('who leaves the queue is not called, and holds up nobody', async () => {
  const { client, calls } = open(1, 2);
  const caller = new AbortController();
  const first = client.execute(aQuery, {});
  const second = client.execute(aQuery, {}, caller.signal);
  const third = client.execute(aQuery, {});
  caller.abort();
  expect(await second).toEqual(none('cancelled'));
  expect(await client.execute(aQuery, {}, caller.signal)).toEqual(none('cancelled'));
  calls[0]!.answer(fine);
  await first;
  calls[1]!.answer(fine);
  expect([await third, calls.length]).toEqual([fine, 2]);
});

it('listens to no signal once it is the turn', async () => {
  const { client, calls } = open(1, 1);
  const caller = new AbortController();
  void client.execute(aQuery, {});
  const second = client.execute(aQuery, {}, caller.signal);
  calls[0]!.answer(fine);
  await settled();
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1);
  calls[1]!.answer(fine);
  await second;
});

it('tells how many run and wait', async () => {
  const { client, calls, loads } = open(1, 1);
  const answers = [client.execute(aQuery, {}), client.execute(aQuery, {})];
  calls[0]!.answer(fine);
  await settled();
  calls[1]!.answer(fine);
  await Promise.all(answers);
  expect(loads).toEqual(['1+0', '1+1', '1+0', '0+0']);
});
