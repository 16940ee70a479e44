import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { getOperationAST, parse } from 'graphql';
import { Registry } from 'prom-client';
import type { Config } from '../../../kit/config/config';
import { openLog } from '../../../kit/log/log';
import { openCompiledEngineInThread } from '../../engine/compiled/engine-here';
import type { Engine, EngineEvent } from '../../engine/engine';
import { costMetrics } from '../../metrics/cost-metrics';
import { ScriptedEngine, scriptedSdl } from '../../subscriptions/testing/scripted-engine';
import { schemaPart } from '../../testing/schema-part';
import { openSmallGateway, type SmallGateway } from '../../testing/small-gateway';
import { costModel } from './cost-model';
import { withCostLimit } from './with-cost-limit';

const users = `
  type Query {
    me: User
    users(first: Int): [User] @listSize(assumedSize: 50, slicingArguments: ["first"], requireOneSlicingArgument: false)
  }
  type Mutation { rename(id: ID! @cost(weight: 3)): User }
  type User @key(fields: "id") { id: ID! }
`;
const shop = `
  type User @key(fields: "id") { id: ID! score: Int @cost(weight: 7) orders: [Order!] }
  type Order { item: Item }
  type Item { name: String }
`;

class House {
  readonly calls: string[] = [];
  readonly lines: Record<string, unknown>[] = [];
  /** Whom `users` finds. */
  found: (string | null)[] = ['ada', 'bob', 'ada'];
  private gateway: SmallGateway | undefined;

  async open(settings: Partial<Record<keyof Config, string>>): Promise<this> {
    const destination = new Writable({
      write: (line: Buffer, _encoding, done) => {
        this.lines.push(JSON.parse(line.toString()) as Record<string, unknown>);
        done();
      },
    });
    this.gateway = await openSmallGateway(
      {
        users: schemaPart(
          users,
          {
            Query: { me: () => this.people()[0], users: () => this.people() },
            Mutation: { rename: () => this.people()[0] },
          },
          () => this.calls.push('users'),
        ),
        shop: schemaPart(
          shop,
          {
            User: {
              score: ({ id }: { id: string }) => (id === 'ada' ? 9 : null),
              orders: () => [{ item: { name: 'a pen' } }, { item: { name: 'ink' } }],
            },
          },
          () => this.calls.push('shop'),
        ),
      },
      { settings, openEngine: openCompiledEngineInThread, log: openLog({ LOG_LEVEL: 'info' }, { destination }) },
    );
    return this;
  }

  readonly ask = (query: string, variables?: Record<string, unknown>) => this.gateway!.ask(query, variables);

  readonly metric = async (line: string): Promise<string | undefined> => {
    const { body } = await this.gateway!.app.inject({ url: '/metrics' });
    return body
      .split('\n')
      .find((text) => text.startsWith(`lyceum_gateway_${line} `))
      ?.split(' ')
      .at(-1);
  };

  async close(): Promise<void> {
    await this.gateway?.app.close();
  }

  private people(): ({ readonly id: string } | null)[] {
    return this.found.map((id) => (id === null ? null : { id }));
  }
}

let house: House;
const open = async (settings: Partial<Record<keyof Config, string>> = {}): Promise<House> => {
  house = await new House().open({ NODE_ENV: 'development', ...settings });
  return house;
};
afterEach(() => house.close());

const scores = '{ users(first: 3) { id score orders { item { name } } } }';
const expected = 3 * (1 + 7 + 10 * 2);

it('what is expected to cost too much is refused before anything is planned or asked', async () => {
  const { ask, calls, metric } = await open({ MAX_COST: `${expected - 1}` });
  const { data, errors } = await ask(scores);
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([
    { extensions: { code: 'COST_LIMIT_EXCEEDED', estimated: expected, allowed: expected - 1 } },
  ]);
  expect(calls).toEqual([]);
  expect(await metric('plan_cache_total{result="miss"}')).toBe('0');
  expect(await metric('operations_too_costly_total')).toBe('1');
});

it('the same with other variables may pass', async () => {
  const { ask } = await open({ MAX_COST: `${expected}` });
  const query = 'query ($first: Int) { users(first: $first) { id score orders { item { name } } } }';
  expect((await ask(query, { first: 3 })).errors).toBeUndefined();
  expect((await ask(query, { first: 4 })).errors).toMatchObject([{ extensions: { code: 'COST_LIMIT_EXCEEDED' } }]);
  expect((await ask(query)).errors).toMatchObject([{ extensions: { estimated: 50 * 28 } }]);
});

it('what was answered is counted, also where the same object stands in several places', async () => {
  const { ask } = await open({ MAX_COST: '1000' });
  const { data, extensions } = await ask(scores);
  expect(data).toMatchObject({ users: [{ score: 9 }, { score: null }, { score: 9 }] });
  // Ada twice with her score, Bob without one; two orders each, with an item.
  const actual = 2 * (1 + 7 + 4) + (1 + 4);
  expect(extensions).toEqual({ cost: { estimated: expected, actual, allowed: 1_000 } });
});

it('what was not found costs nothing', async () => {
  house = await open();
  house.found = [null, null];
  expect((await house.ask('{ me { id } users { id } }')).extensions).toMatchObject({ cost: { actual: 0 } });
});

it('a mutation and the arguments of root fields cost what was expected', async () => {
  const { ask } = await open();
  const { extensions } = await ask('mutation { rename(id: "1") { id } }');
  expect(extensions).toMatchObject({ cost: { estimated: 10 + 3 + 1, actual: 10 + 3 + 1 } });
});

it('logs and metrics say what operations cost', async () => {
  const { ask, metric, lines } = await open();
  await ask('{ users { id } }');
  expect(lines.find(({ msg }) => msg === 'operation')).toMatchObject({ cost: { estimated: 50, actual: 3 } });
  expect(await metric('operation_cost_sum{measure="estimated"}')).toBe('50');
  expect(await metric('operation_cost_sum{measure="actual"}')).toBe('3');
});

it('outside development clients are not told', async () => {
  const { ask } = await open({ NODE_ENV: 'test' });
  expect(await ask('{ me { id } }')).toEqual({ data: { me: { id: 'ada' } } });
});

describe('subscriptions', () => {
  const engine = new ScriptedEngine();
  const options = { usualSize: 10, isShown: true, metrics: costMetrics(new Registry()) };
  const model = { ...costModel(scriptedSdl), weightOf: () => 2 };

  function subscribe(limited: Engine): AsyncGenerator<EngineEvent, void> {
    const source = 'subscription { ticks { number } }';
    const document = parse(source);
    const documentHash = createHash('sha256').update(source).digest('hex');
    const operation = getOperationAST(document)!;
    const contextOf = () => Promise.reject(new Error('Nobody asks.'));
    const request = { document, operation, source, documentHash, operationName: null, variables: {}, contextOf };
    return limited.subscribe!(request);
  }

  it('one that is expected to cost too much never begins', async () => {
    const events = subscribe(withCostLimit(engine, { ...options, model, allowed: 3 }));
    const { value } = await events.next();
    expect(value).toMatchObject({ kind: 'next', result: { errors: [{ extensions: { estimated: 4, allowed: 3 } }] } });
    expect((await events.next()).done).toBe(true);
    expect(engine.sources).toHaveLength(0);
  });

  it('each event says what it cost, and a silent one is left at once', async () => {
    const events = subscribe(withCostLimit(engine, { ...options, model, allowed: 4 }));
    const { last } = engine;
    jest.spyOn(last.request, 'contextOf').mockResolvedValue({} as never);
    last.result({ data: { ticks: null }, weight: 2 });
    expect((await events.next()).value).toEqual({
      kind: 'next',
      result: { data: { ticks: null }, extensions: { cost: { estimated: 4, actual: 2, allowed: 4 } } },
      cost: { estimated: 4, actual: 2 },
    });
    const silent = events.next();
    await events.return();
    expect((await silent).done).toBe(true);
    expect(last.isOpen).toBe(false);
  });
});
