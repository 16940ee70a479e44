import { ManualClock } from '../../../kit/scope/clock';
import type { Result } from '../../../kit/graphql/execute';
import { Viewer } from '../../../kit/identity/viewer';
import { person } from '../../../kit/testing/viewers';
import { NoAnswer } from '../../subgraph-client/no-answer';
import { ChangeClock } from '../change-clock';
import { EntityCache } from './entity-cache';
import { EntityReader, type EntityQuestion } from './entity-reader';

const policy = { id: 'q', maxAge: 60, unlessNull: ['count'] };
const nobodysHeaders = () => Promise.resolve({ 'x-lyceum-viewer': 'nobody' });
type Row = { title: string; count?: number | null } | null;

/** What nobody is shown, and what one person is, by representation. */
function opened() {
  const clock = new ManualClock();
  const changes = new ChangeClock();
  changes.find('courses');
  const asked = { hit: 0, hidden: 0, miss: 0 };
  const metrics = {
    asked: (_: string, found: typeof asked): void => {
      for (const result of ['hit', 'hidden', 'miss'] as const) asked[result] += found[result];
    },
    size: () => undefined,
  };
  const cache = new EntityCache({ changes, clock, metrics, maxBytes: 100_000 });
  const state = {
    public: { '1': { title: 'one' }, '2': { title: 'two' }, draft: null } as Record<string, Row>,
    own: { '1': { title: 'one' }, '2': { title: 'two' }, draft: { title: 'mine' } } as Record<string, Row>,
    result: undefined as ((ids: readonly string[], isNobody: boolean) => Result | undefined) | undefined,
    during: () => Promise.resolve(),
  };
  const calls: string[] = [];
  const ask = async (
    who: 'nobody' | 'ada',
    ids: readonly string[],
    { variables = '', signal }: { variables?: string; signal?: AbortSignal } = {},
  ): Promise<Result> => {
    const question: EntityQuestion = {
      subgraph: 'courses',
      policy,
      variables,
      representations: ids,
      ask: async (some, overrides) => {
        const isNobody = overrides !== undefined || who === 'nobody';
        if (overrides) expect(overrides.headers).toEqual({ 'x-lyceum-viewer': 'nobody' });
        calls.push(`${isNobody ? 'nobody' : who}(${some.join()})`);
        const { public: shown, own } = state;
        const answer = { data: { _entities: some.map((id) => (isNobody ? shown : own)[id] ?? null) } };
        const given = state.result?.(some, isNobody) ?? answer;
        await state.during();
        return given;
      },
    };
    return new EntityReader(cache, { isNobody: who === 'nobody', nobodysHeaders }, signal).answer(question);
  };
  const entities = async (...given: Parameters<typeof ask>): Promise<unknown> =>
    (await ask(...given)).data?.['_entities'];
  return { clock, changes, cache, asked, state, calls, ask, entities };
}

const one = { title: 'one' };
const two = { title: 'two' };
const mine = { title: 'mine' };

it('asks as nobody, once, and shows it to everyone; what was kept is left out of later calls', async () => {
  const { entities, calls, asked } = opened();
  expect(await entities('ada', ['1'])).toEqual([one]);
  expect(await entities('nobody', ['1', '2'])).toEqual([one, two]);
  expect(await entities('ada', ['2', '1'])).toEqual([two, one]);
  expect(calls).toEqual(['nobody(1)', 'nobody(2)']);
  expect(asked).toEqual({ hit: 3, hidden: 0, miss: 2 });
});

it.each([
  ['whoever may see it asks first', ['ada', 'nobody'] as const],
  ['nobody asks first', ['nobody', 'ada'] as const],
])('what nobody is shown is for the viewer alone: %s', async (_, order) => {
  const { entities, calls } = opened();
  for (const who of [...order, ...order])
    expect(await entities(who, ['1', 'draft'])).toEqual(who === 'ada' ? [one, mine] : [one, null]);
  // That nobody is shown it is remembered: who is somebody costs one call, not two.
  expect(calls.filter((call) => call.startsWith('nobody'))).toEqual(['nobody(1,draft)']);
  expect(calls.filter((call) => call.startsWith('ada'))).toEqual(['ada(draft)', 'ada(draft)']);
});

it('null where somebody may be shown more is asked for as the viewer', async () => {
  const { entities, state } = opened();
  state.public['1'] = { title: 'one', count: null };
  state.own['1'] = { title: 'one', count: 3 };
  expect(await entities('nobody', ['1'])).toEqual([{ title: 'one', count: null }]);
  expect(await entities('ada', ['1'])).toEqual([{ title: 'one', count: 3 }]);
  expect(await entities('nobody', ['1'])).toEqual([{ title: 'one', count: null }]);
});

it('other variables are another question', async () => {
  const { entities, calls } = opened();
  await entities('ada', ['1'], { variables: '"c":1' });
  await entities('ada', ['1'], { variables: '"c":2' });
  expect(calls).toHaveLength(2);
});

it('what is shown is a copy each time: who completes it leaves the kept one as it is', async () => {
  const { entities } = opened();
  const [first] = (await entities('ada', ['1'])) as [{ title: string }];
  first.title = 'changed';
  expect(await entities('ada', ['1'])).toEqual([one]);
});

it.each([
  ['after a change of its subgraph', ({ changes }: ReturnType<typeof opened>) => changes.note('courses', ['Lesson'])],
  ['after its time', ({ clock }: ReturnType<typeof opened>) => clock.advance({ seconds: 60 })],
])('%s it is asked for again', async (_, happen) => {
  const house = opened();
  await house.entities('ada', ['1']);
  house.state.public['1'] = { title: 'renamed' };
  expect(await house.entities('ada', ['1'])).toEqual([one]);
  happen(house);
  expect(await house.entities('ada', ['1'])).toEqual([{ title: 'renamed' }]);
});

it('a change elsewhere leaves it', async () => {
  const { entities, changes, calls } = opened();
  await entities('ada', ['1']);
  changes.note('users', ['*']);
  await entities('ada', ['1']);
  expect(calls).toHaveLength(1);
});

it('what changed while it was read is not kept', async () => {
  const { entities, changes, state, calls } = opened();
  state.during = () => Promise.resolve(changes.note('courses', ['Course']));
  await entities('ada', ['1']);
  state.during = () => Promise.resolve();
  await entities('ada', ['1']);
  expect(calls).toEqual(['nobody(1)', 'nobody(1)']);
});

it('while changes are not heard of, the viewer asks, and nothing is kept', async () => {
  const { entities, changes, calls } = opened();
  await entities('ada', ['1']);
  changes.lose('courses');
  await entities('ada', ['1']);
  changes.find('courses');
  await entities('ada', ['1']);
  expect(calls).toEqual(['nobody(1)', 'ada(1)', 'nobody(1)']);
});

it('an error at one of them is the viewer’s own to see, and is not kept', async () => {
  const { ask, state, calls } = opened();
  const errors = [{ message: 'no', path: ['_entities', 0, 'title'] }];
  state.result = (ids) => (ids[0] === '2' ? { data: { _entities: ids.map((id) => ({ id })) }, errors } : undefined);
  expect(await ask('ada', ['2', '1'])).toEqual({ data: { _entities: [{ id: '2' }, { id: '1' }] }, errors });
  expect(await ask('nobody', ['1', '2'])).toEqual({
    data: { _entities: [{ id: '1' }, { id: '2' }] },
    errors: [{ message: 'no', path: ['_entities', 1, 'title'] }],
  });
  expect(calls).toEqual(['nobody(2,1)', 'ada(2)', 'nobody(2)']);
});

it('an error about none of them has everything asked for as if nothing were kept', async () => {
  const { ask, state, calls } = opened();
  await ask('ada', ['1']);
  const errors = [{ message: 'no' }];
  state.result = () => ({ data: null, errors });
  expect(await ask('ada', ['1', '2', 'draft'])).toEqual({ data: null, errors });
  expect(calls).toEqual(['nobody(1)', 'nobody(2,draft)', 'ada(2,draft)', 'ada(1,2,draft)']);
});

it('where the subgraph does not answer, it is not asked a second time, and what is kept is shown', async () => {
  const { ask, state, calls } = opened();
  await ask('ada', ['1']);
  state.result = () => new NoAnswer('courses', 'timeout');
  const { data, errors } = await ask('ada', ['1', '2']);
  expect(data).toEqual({ _entities: [one, null] });
  expect(errors).toMatchObject([{ path: ['_entities', 1], extensions: { code: 'UNAVAILABLE' } }]);
  expect(calls).toEqual(['nobody(1)', 'nobody(2)']);
});

describe('while nobody is being asked', () => {
  it('others wait for the same answer, and ask for the rest only', async () => {
    const { entities, calls } = opened();
    const both = await Promise.all([
      entities('ada', ['1']),
      entities('nobody', ['2', '1']),
      entities('ada', ['1', '2']),
    ]);
    expect(both).toEqual([[one], [two, one], [one, two]]);
    expect(calls).toEqual(['nobody(1)', 'nobody(2)']);
  });

  it('who comes after a change asks again', async () => {
    const { entities, changes, state, calls } = opened();
    let land = (): void => undefined;
    state.during = () => new Promise((resolve) => (land = resolve));
    const before = entities('ada', ['1']);
    while (calls.length === 0) await new Promise(setImmediate);
    changes.note('courses', ['Course']);
    state.public['1'] = { title: 'renamed' };
    state.during = () => Promise.resolve();
    expect(await entities('ada', ['1'])).toEqual([{ title: 'renamed' }]);
    land();
    expect(await before).toEqual([one]);
    expect(await entities('ada', ['1'])).toEqual([{ title: 'renamed' }]);
  });

  it('who leaves takes nobody along', async () => {
    const { entities, ask, state, calls } = opened();
    let land = (): void => undefined;
    state.during = () => new Promise((resolve) => (land = resolve));
    const client = new AbortController();
    const leaving = ask('ada', ['1'], { signal: client.signal });
    const staying = entities('ada', ['1']);
    while (calls.length === 0) await new Promise(setImmediate);
    client.abort();
    expect((await leaving).errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    land();
    expect(await staying).toEqual([one]);
    expect(calls).toEqual(['nobody(1)']);
  });
});

describe('for whom', () => {
  it('not for the house itself, nor for who has just changed something', () => {
    const { cache, clock } = opened();
    const [ada, bob] = [person('ada'), person('bob')];
    expect([Viewer.anonymous, ada, Viewer.system].map((viewer) => cache.isFor(viewer))).toEqual([true, true, false]);
    cache.noteWrite(ada);
    cache.noteWrite(Viewer.anonymous);
    expect([ada, bob, Viewer.anonymous].map((viewer) => cache.isFor(viewer))).toEqual([false, true, true]);
    clock.advance({ seconds: 5 });
    expect(cache.isFor(ada)).toBe(true);
  });
});
