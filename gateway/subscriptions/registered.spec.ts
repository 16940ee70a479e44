import { GraphQLError } from 'graphql';
import { until } from '../../kit/testing/until';
import { documentId } from '../registry/manifest';
import { RegisteredDocument } from '../registry/document.entity';
import { liveTest } from './testing/open-house';
import type { RawSocket, Sent } from './testing/raw-socket';

const test = liveTest();
const body = 'subscription Ticks { ticks { number } }';
const id = documentId(body);
const terms = { id: 'k', documents: null, requestsPerMinute: null, costPerMinute: null };
const codes = ({ payload }: Sent) =>
  (payload as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);

beforeEach(() => {
  const document = { id, name: 'Ticks', version: 1, kind: 'subscription', body, state: 'ACTIVE', retiresAt: null };
  test.house.documents.set(id, Object.assign(new RegisteredDocument(), document));
});

/** A socket of an API key. */
function begin(documents: readonly string[] | null = null): Promise<RawSocket> {
  const key = { ...terms, documents };
  return test.begin({ 'x-api-key': test.house.issue('key', 'ada', { kind: 'service' }, { isKey: true, key }) });
}

const subscribe = (socket: RawSocket, payload: object): void => socket.send({ type: 'subscribe', id: 'a', payload });

it.each([
  ['its id', { query: '', documentId: id }],
  ['its hash', { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: id.replace('sha256:', '') } } }],
])('a key subscribes to a registered document by %s', async (_, payload) => {
  const socket = await begin();
  subscribe(socket, payload);
  await until(() => test.house.engine.open.length === 1);
  test.house.engine.last.tick(1);
  await socket.has('next');
});

it.each([
  ['a text', { query: body }, null, 'DOCUMENT_REQUIRED'],
  ['an unknown id', { query: '', documentId: 'other' }, null, 'DOCUMENT_NOT_FOUND'],
  ['what the key does not name', { query: '', documentId: id }, ['Other'], 'DOCUMENT_NOT_ALLOWED'],
])('a key is refused %s, and its socket lives on', async (_, payload, documents, code) => {
  const socket = await begin(documents);
  subscribe(socket, payload);
  expect(codes(await socket.has('error'))).toEqual([code]);
  expect(socket.closed).toBeNull();
  expect(test.house.engine.sources).toEqual([]);
});

it('what a key runs is counted, its queries and its subscriptions', async () => {
  const socket = await begin();
  subscribe(socket, { query: '', documentId: id });
  await until(() => test.house.runs.length === 1);
  const query = 'query Hello { hello }';
  const hello = {
    id: 'hello',
    name: 'Hello',
    version: 1,
    kind: 'query',
    body: query,
    state: 'ACTIVE',
    retiresAt: null,
  };
  test.house.documents.set('hello', Object.assign(new RegisteredDocument(), hello));
  test.house.engine.answer = ({ context }) => {
    context.cost = { estimated: 9, actual: 7 };
    return Promise.resolve({ data: null, errors: [new GraphQLError('no')] });
  };
  socket.send({ type: 'subscribe', id: 'b', payload: { query: '', documentId: 'hello' } });
  await until(() => test.house.runs.length === 2);
  expect(test.house.runs).toEqual([
    { key: 'k', document: id, hasErrors: false, cost: 0 },
    { key: 'k', document: 'hello', hasErrors: true, cost: 7 },
  ]);
});

it('who has no key subscribes to a registered document, or by text', async () => {
  const socket = await test.begin();
  socket.send({ type: 'subscribe', id: 'a', payload: { query: '', documentId: id } });
  await until(() => test.house.engine.open.length === 1);
  socket.send({ type: 'subscribe', id: 'b', payload: { query: 'subscription { ticks { number } }' } });
  await until(() => test.house.engine.open.length === 2);
  expect(test.house.runs).toEqual([]);
});
