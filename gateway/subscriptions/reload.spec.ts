import { until } from '../../kit/testing/until';
import { liveTest } from './testing/open-house';
import { scriptedSdl, ScriptedEngine } from './testing/scripted-engine';

const test = liveTest();
const ticks = (field: string) => `subscription { tick: ${field} { number } }`;

it('another supergraph: what it plans alike lives on, shared with who comes; the rest begins again', async () => {
  const next = new ScriptedEngine();
  next.fingerprint = ({ source }) => Promise.resolve(source.includes('ticks') ? 'one plan' : 'another plan');
  const socket = await test.begin();
  socket.subscribe('same', ticks('ticks'));
  socket.subscribe('other', ticks('state'));
  await until(() => test.house.engine.open.length === 2);
  const [same, other] = test.house.engine.sources;
  await test.house.subscriptions.replaceEngine(next, scriptedSdl);
  expect(await socket.has('error')).toMatchObject({
    id: 'other',
    payload: [{ extensions: { code: 'SCHEMA_CHANGED' } }],
  });
  expect([same?.isOpen, other?.isOpen]).toEqual([true, false]);
  same?.tick(1);
  await socket.has('next');
  socket.subscribe('other', ticks('state'));
  socket.subscribe('joins', ticks('ticks'));
  await until(() => test.house.subscriptions.counts().operations === 3);
  expect(next.sources).toHaveLength(1);
  same?.tick(2);
  await socket.has('next', 3);
  expect(socket.of('next').map(({ id }) => id)).toEqual(['same', 'same', 'joins']);
  socket.subscribe('query', '{ hello }');
  await socket.has('complete');
  expect(next.executed).toHaveLength(1);
});

it('what has another policy, or no plan, begins again; so does everything on an engine that cannot tell', async () => {
  const socket = await test.begin();
  socket.subscribe('a', ticks('ticks'));
  await until(() => test.house.engine.open.length === 1);
  const next = new ScriptedEngine();
  await test.house.subscriptions.replaceEngine(
    next,
    scriptedSdl.replace('wanted: Wanted): Tick', '$&  @live(access: "PUBLIC")'),
  );
  await socket.has('error');
  socket.subscribe('b', ticks('ticks'));
  await until(() => next.open.length === 1);
  const { name, schema, execute, subscribe, stop } = new ScriptedEngine();
  await test.house.subscriptions.replaceEngine({ name, schema, execute, subscribe, stop }, scriptedSdl);
  await socket.has('error', 2);
  expect(next.open).toEqual([]);
});

it('an engine without subscriptions says so', async () => {
  const { name, schema, execute, stop } = new ScriptedEngine();
  await test.house.subscriptions.replaceEngine({ name, schema, execute, stop }, scriptedSdl);
  const socket = await test.begin();
  socket.subscribe('a', ticks('ticks'));
  await socket.has('complete');
  expect(socket.of('next')[0]?.payload).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
});
