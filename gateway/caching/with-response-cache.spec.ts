import { randomUUID } from 'node:crypto';
import { buildSchema, getOperationAST, GraphQLError, parse } from 'graphql';
import { ManualClock } from '../../kit/scope/clock';
import { Viewer } from '../../kit/identity/viewer';
import { describeWithRedis, startRedis, type TestRedis } from '../../kit/testing/redis';
import { silentLog } from '../../kit/testing/silent-log';
import { until } from '../../kit/testing/until';
import { person } from '../../kit/testing/viewers';
import type { GatewayContext } from '../context';
import type { Engine, EngineResult } from '../engine/engine';
import { JsonText } from '../engine/json-text';
import { ChangeClock } from './change-clock';
import { openSharedAnswers, type SharedAnswers } from './shared-answers';
import { withResponseCache } from './with-response-cache';

const schema = buildSchema('type Query { course(id: ID): Course } type Course { title: String }');
const hints = {
  maxAges: new Map([['Course', 60]]),
  entities: new Set(['Course']),
  subgraphsOf: () => ['courses'],
};
const text = 'query ($id: ID) { course(id: $id) { title } }';
const unavailable: EngineResult = {
  data: null,
  errors: [new GraphQLError('x', { extensions: { code: 'UNAVAILABLE' } })],
};

/** What any cache of answers does: with this process's own memory, and with Redis behind it. */
function contract(shared: () => SharedAnswers | undefined): void {
  function opened() {
    const state = { runs: 0, next: undefined as EngineResult | undefined, during: (): void => undefined };
    const asked: string[] = [];
    const clock = new ManualClock();
    const changes = new ChangeClock();
    let number = 0;
    const tell = (subgraph: string, types: readonly string[]): void => changes.note(subgraph, types, (number += 1));
    tell('courses', []);
    const inner: Partial<Engine> = {
      schema,
      execute: () => {
        state.runs += 1;
        state.during();
        return Promise.resolve(state.next ?? { data: new JsonText(`{"run":${state.runs}}`), weight: 3 });
      },
    };
    const metrics = { asked: (result: string) => void asked.push(result), size: () => undefined };
    const options = {
      hints,
      changes,
      clock,
      metrics,
      maxBytes: 10_000,
      staleIfError: 100,
      shared: shared(),
      supergraph: randomUUID(),
    };
    const engine = withResponseCache(inner as Engine, options);
    const ask = async (viewer = Viewer.anonymous, variables = {}) => {
      const document = parse(text);
      const context = { viewer } as GatewayContext;
      const operation = getOperationAST(document)!;
      const request = { document, operation, source: text, documentHash: 'h', operationName: null, variables, context };
      const { data, errors } = await engine.execute(request);
      return {
        data: data instanceof JsonText ? data.text : data,
        errors: errors?.length ?? 0,
        freshness: context.freshness,
      };
    };
    return { state, asked, clock, changes, tell, ask };
  }

  const answer = (run: number, age: number) => ({ data: `{"run":${run}}`, errors: 0, freshness: { age, maxAge: 60 } });

  it('shows again what nobody asked before, and says how old it is', async () => {
    const { ask, clock, asked } = opened();
    expect(await ask()).toEqual(answer(1, 0));
    clock.advance({ seconds: 59 });
    expect(await ask()).toEqual(answer(1, 59));
    clock.advance({ seconds: 1 });
    expect(await ask()).toEqual(answer(2, 0));
    expect(asked).toEqual(['miss', 'hit', 'miss']);
  });

  it('never to who is somebody, and never what somebody was shown', async () => {
    const { ask, state, asked } = opened();
    for (const viewer of [person('ada'), person('ada'), Viewer.system])
      expect((await ask(viewer)).freshness).toBeUndefined();
    expect(await ask()).toEqual(answer(4, 0));
    await ask(person('ada'));
    expect(state.runs).toBe(5);
    expect(asked).toEqual(['miss']);
  });

  it('other variables are another question', async () => {
    const { ask } = opened();
    await ask(undefined, { id: 1 });
    expect((await ask(undefined, { id: 2 })).data).toBe('{"run":2}');
    expect((await ask(undefined, { id: 1 })).data).toBe('{"run":1}');
  });

  it.each([
    ['a type', ['Course']],
    ['anything', ['*']],
  ])('a change of %s makes it out of date at once', async (_, types) => {
    const { ask, tell } = opened();
    await ask();
    tell('courses', types);
    expect(await ask()).toEqual(answer(2, 0));
  });

  it('a change of something else does not', async () => {
    const { ask, tell } = opened();
    await ask();
    tell('courses', ['Lesson']);
    tell('users', ['*']);
    expect((await ask()).data).toBe('{"run":1}');
  });

  it('what changed while it was read is not kept', async () => {
    const { ask, tell, state } = opened();
    state.during = () => tell('courses', ['Course']);
    await ask();
    state.during = () => undefined;
    expect((await ask()).data).toBe('{"run":2}');
  });

  it('while changes are not heard of, nothing is kept, and nothing that was kept is shown', async () => {
    const { ask, changes } = opened();
    await ask();
    changes.lose('courses');
    expect((await ask()).data).toBe('{"run":2}');
    expect((await ask()).data).toBe('{"run":3}');
    changes.find('courses');
    expect((await ask()).data).toBe('{"run":4}');
    expect((await ask()).data).toBe('{"run":4}');
  });

  it('what is too old is shown while a subgraph does not answer, unless it has changed', async () => {
    const { ask, clock, changes, state, asked } = opened();
    await ask();
    clock.advance({ seconds: 61 });
    state.next = unavailable;
    expect(await ask()).toEqual(answer(1, 61));
    changes.lose('courses');
    expect(await ask()).toEqual(answer(1, 61));
    clock.advance({ seconds: 100 });
    expect(await ask()).toMatchObject({ errors: 1, freshness: undefined });
    expect(asked).toEqual(['miss', 'stale', 'stale', 'miss']);
  });

  it('what was changed is not shown, though a subgraph does not answer', async () => {
    const { ask, tell, state } = opened();
    await ask();
    tell('courses', ['Course']);
    state.next = unavailable;
    expect(await ask()).toMatchObject({ errors: 1 });
  });

  it('an answer with errors is not kept', async () => {
    const { ask, state } = opened();
    state.next = { data: new JsonText('{"course":null}'), errors: [new GraphQLError('x')] };
    await ask();
    state.next = undefined;
    expect((await ask()).data).toBe('{"run":2}');
  });

  it('parts that were kept already shorten its time', async () => {
    const { ask, clock, state } = opened();
    const soon = { data: new JsonText('{"run":"soon"}'), freshUntil: clock.now().getTime() + 20_500 };
    state.next = soon;
    expect((await ask()).freshness).toEqual({ age: 0, maxAge: 20 });
    clock.advance({ seconds: 19 });
    expect((await ask()).freshness).toEqual({ age: 19, maxAge: 20 });
    clock.advance({ seconds: 1 });
    state.next = undefined;
    expect((await ask()).freshness).toEqual({ age: 0, maxAge: 60 });
  });
}

describe('in memory', () => {
  contract(() => undefined);
});

describeWithRedis('in memory, with Redis behind it', () => {
  let redis: TestRedis;
  let answers: SharedAnswers;
  beforeAll(async () => {
    redis = await startRedis();
    answers = openSharedAnswers({ url: redis.url, maxBytes: 1_000_000, patience: 60_000, log: silentLog });
    await until(async () => {
      answers.keep('ready', { text: '', storedAt: 0, maxAge: 60, heard: {} });
      return (await answers.get('ready')) !== null;
    });
  });
  afterAll(async () => {
    answers.close();
    await redis.close();
  });
  contract(() => answers);
});
