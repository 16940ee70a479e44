import { kitErrors } from '../../kit/errors/kit-errors';
import { GraphQLError } from 'graphql';
import { until } from '../../kit/testing/until';
import { liveTest } from './testing/open-house';
import type { RawSocket } from './testing/raw-socket';
import { scriptedSdl, ScriptedEngine, type OpenedSource } from './testing/scripted-engine';

const test = liveTest({ LIVE_HEARTBEAT: '10000000' });
const talk = (selection = 'text') => `subscription ($topic: ID) { tick: talk(topic: $topic) { ${selection} } }`;
const as = (user: string) => ({ authorization: `Bearer ${test.house.issue(user, user)}` });
const said = (socket: RawSocket) =>
  socket.of('next').map(({ payload }) => (payload as { data: { tick: { number: number } } }).data.tick.number);

/** So many viewers who ask for one talk, with the source that they share and the gate of each. */
async function listeners(count: number, query = talk()) {
  const sockets: RawSocket[] = [];
  const gates: OpenedSource[] = [];
  for (let index = 0; index < count; index += 1) {
    const socket = await test.begin(as(`viewer-${index}`));
    socket.subscribe('a', query, { topic: 'x' });
    await until(() => of('door').length === index + 1);
    sockets.push(socket);
    gates.push(of('door').at(-1)!);
  }
  return { sockets, gates, source: of('talk')[0]! };
}
const of = (field: string) => test.house.engine.sources.filter((source) => source.field === field);

it('all whom their own gates let in share one source, which is read as their audience', async () => {
  const { sockets, gates, source } = await listeners(3);
  expect(of('talk')).toHaveLength(1);
  for (const gate of gates) gate.open();
  source.tick(1);
  source.tick(2);
  await Promise.all(sockets.map((socket) => socket.has('next', 2)));
  for (const socket of sockets) expect(said(socket)).toEqual([1, 2]);
  expect(source.contexts.map(({ viewer }) => viewer.claims)).toEqual(
    [1, 2].map(() => expect.objectContaining({ kind: 'audience', id: null, grants: [], organisations: [] })),
  );
  expect(source.serialisations).toBe(2);
  expect(gates.map(({ contexts }) => contexts[0]?.viewer.id)).toEqual(['viewer-0', 'viewer-1', 'viewer-2']);
  expect(gates.map(({ request }) => [request.source, request.variables])).toEqual(
    gates.map(() => [
      expect.stringMatching(/^subscription \(\$topic: ID\) \{\s+door\(topic: \$topic\)\s+\}$/),
      { topic: 'x' },
    ]),
  );
});

it('what is said before a gate has said anything waits for it, in order', async () => {
  const { sockets, gates, source } = await listeners(2);
  gates[0]!.open();
  source.tick(1);
  source.tick(2);
  await sockets[0]!.has('next', 2);
  expect(said(sockets[1]!)).toEqual([]);
  gates[1]!.open();
  source.tick(3);
  for (const socket of sockets) {
    await socket.has('next', 3);
    expect(said(socket)).toEqual([1, 2, 3]);
  }
});

it('who is not let in is told why, and nothing of what is said', async () => {
  const { sockets, gates, source } = await listeners(2);
  gates[0]!.open();
  source.tick(1);
  await sockets[0]!.has('next');
  gates[1]!.result({ errors: [new GraphQLError('', { originalError: kitErrors.NOT_FOUND({ thing: 'talk' }) })] });
  gates[1]!.end();
  await sockets[1]!.has('complete');
  expect(sockets[1]!.of('next').map(({ payload }) => payload)).toEqual([
    { errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'NOT_FOUND' }) })] },
  ]);
  source.tick(2);
  await sockets[0]!.has('next', 2);
});

it('a source that ends before the gate has said anything tells nobody of itself who is not let in', async () => {
  const { sockets, gates, source } = await listeners(2);
  source.tick(1);
  source.end();
  await until(() => !of('talk').some(({ isOpen }) => isOpen));
  gates[0]!.open();
  await sockets[0]!.has('complete');
  expect(said(sockets[0]!)).toEqual([1]);
  gates[1]!.end();
  await sockets[1]!.has('complete');
  expect(said(sockets[1]!)).toEqual([]);
});

it('who is put out hears nothing more, at once; the others go on; the last to leave lets go of all', async () => {
  const { sockets, gates, source } = await listeners(2);
  for (const gate of gates) gate.open();
  source.tick(1);
  for (const socket of sockets) await socket.has('next');
  gates[1]!.end();
  await sockets[1]!.has('complete');
  source.tick(2);
  await sockets[0]!.has('next', 2);
  expect(said(sockets[1]!)).toEqual([1]);
  expect(test.house.subscriptions.counts()).toMatchObject({ operations: 1, sources: 2 });
  sockets[0]!.send({ id: 'a', type: 'complete' });
  await until(() => test.house.engine.open.length === 0);
});

it('a gate that was lost and found again is closed until it says who may go on', async () => {
  const { sockets, gates, source } = await listeners(2);
  for (const gate of gates) gate.open();
  gates[1]!.push({ kind: 'gap' });
  source.tick(1);
  await sockets[0]!.has('next');
  expect(said(sockets[1]!)).toEqual([]);
  gates[1]!.open();
  await sockets[1]!.has('next');
});

it.each(['own', 'secret', 'by { name }', 'others { text }', 'text ... on Said { by { id } own }'])(
  'what is not the same for everyone is read for each: %s',
  async (selection) => {
    const sockets = await Promise.all(['ada', 'bob'].map((user) => test.begin(as(user))));
    for (const socket of sockets) socket.subscribe('a', talk(selection), { topic: 'x' });
    await until(() => of('talk').length === 2);
    expect(of('door')).toEqual([]);
  },
);

it('what names, keys and fragments hide is the same still', async () => {
  await listeners(2, `${talk('__typename words: text by { id } ...More')} fragment More on Said { ... { text } }`);
  expect(of('talk')).toHaveLength(1);
});

it('another supergraph, by which it is no longer the same for everyone, ends what was shared', async () => {
  const { sockets, gates } = await listeners(1);
  gates[0]!.open();
  const next = new ScriptedEngine();
  await test.house.subscriptions.replaceEngine(
    next,
    scriptedSdl.replace('text: String @viewerIndependent', 'text: String'),
  );
  expect(await sockets[0]!.has('error')).toMatchObject({ payload: [{ extensions: { code: 'SCHEMA_CHANGED' } }] });
  expect(test.house.engine.open).toEqual([]);
});
