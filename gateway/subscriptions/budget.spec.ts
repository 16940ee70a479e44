import { until } from '../../kit/testing/until';
import { RegisteredDocument } from '../registry/document.entity';
import { EventStreamClient } from './testing/event-stream-client';
import { liveTest } from './testing/open-house';
import type { RawSocket } from './testing/raw-socket';

const test = liveTest({ COST_PER_KEY: '10' });
const body = 'subscription News { news { number } }';
const costing = (actual: number | null, estimated = 4) => ({ estimated, actual });
const payload = { query: '', documentId: 'news' };

beforeEach(() => {
  const document = {
    id: 'news',
    name: 'News',
    version: 1,
    kind: 'subscription',
    body,
    state: 'ACTIVE',
    retiresAt: null,
  };
  test.house.documents.set('news', Object.assign(new RegisteredDocument(), document));
});

function keyOf(id: string): Record<string, string> {
  const key = { id, documents: null, requestsPerMinute: null, costPerMinute: null };
  return { 'x-api-key': test.house.issue(id, id, { kind: 'service' }, { isKey: true, key }) };
}

/** A socket that follows the news, some of them by other names as well. */
async function follower(params: Record<string, string>, ids = ['a']): Promise<RawSocket> {
  const socket = await test.begin(params);
  const before = test.house.subscriptions.counts().operations;
  for (const id of ids) socket.send({ type: 'subscribe', id, payload });
  await until(() => test.house.subscriptions.counts().operations === before + ids.length);
  return socket;
}

it('each event is charged to the key that gets it; the one over its budget ends the subscription, not the socket', async () => {
  const socket = await follower(keyOf('one'));
  const { last } = test.house.engine;
  last.tick(1, '', costing(7));
  last.tick(2, '', costing(3));
  await socket.has('next', 2);
  expect(test.house.subscriptions.counts().operations).toBe(1);
  last.tick(3, '', costing(1));
  expect(await socket.has('error')).toMatchObject({
    id: 'a',
    payload: [{ extensions: { code: 'RATE_LIMITED', policy: 'key-cost', allowed: 10 } }],
  });
  expect(test.house.subscriptions.counts()).toMatchObject({ connections: 1, operations: 0, sources: 0 });
  expect(socket.closed).toBeNull();
  socket.send({ type: 'subscribe', id: 'a', payload });
  await socket.has('error', 2);
});

it('what is not weighed costs what was expected; what shares a source is charged for each', async () => {
  const two = await follower(keyOf('two'), ['a', 'b']);
  const three = await follower(keyOf('three'));
  expect(test.house.subscriptions.counts().sources).toBe(1);
  const { last } = test.house.engine;
  last.tick(1, '', costing(null, 4));
  last.tick(2, '', costing(null, 4));
  await two.has('error', 2);
  await three.has('next', 2);
  expect(three.of('error')).toEqual([]);
  last.tick(3, '', costing(2));
  await three.has('next', 3);
  expect(test.house.subscriptions.counts().operations).toBe(1);
});

it('a stream of events ends likewise', async () => {
  const stream = await EventStreamClient.open(test.house.url, payload, keyOf('four'));
  await until(() => test.house.engine.open.length === 1);
  test.house.engine.last.tick(1, '', costing(11));
  await until(() => stream.isOver);
  const codes = stream.of('next').flatMap((result) => {
    const { errors = [] } = result as { errors?: { extensions: { code: string } }[] };
    return errors.map(({ extensions }) => extensions.code);
  });
  expect(codes).toEqual(['RATE_LIMITED']);
  expect(stream.messages.at(-1)?.event).toBe('complete');
});

it('people, and what tells only of a gap, are not charged', async () => {
  const person = await follower({ authorization: `Bearer ${test.house.issue('ada', 'ada')}` });
  const key = await follower(keyOf('five'));
  const { last } = test.house.engine;
  for (let number = 0; number < 20; number += 1) last.push({ kind: 'gap' });
  await key.has('next', 20);
  last.tick(1, '', costing(11));
  await key.has('error');
  for (let number = 0; number < 5; number += 1) last.tick(2, '', costing(11));
  await person.has('next', 26);
  expect(person.of('error')).toEqual([]);
});
