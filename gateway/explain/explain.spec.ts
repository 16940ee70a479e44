import type { PlanNode } from '@apollo/query-planner';
import { OperationTypeNode } from 'graphql';
import { drawnPlan } from '../engine/apollo/drawn-plan';
import type { SubgraphClient } from '../subgraph-client/subgraph-client';
import { openSmallGateway, type SmallGateway } from '../testing/small-gateway';
import { drawPlan } from './draw-plan';
import type { Explained } from './explanation';

const explain = { 'x-lyceum-explain': '1' };
const opened: SmallGateway[] = [];
afterEach(async () => {
  for (const { app } of opened.splice(0)) await app.close();
});

const users: SubgraphClient['execute'] = (call) =>
  Promise.resolve(
    call.query.includes('_entities')
      ? { data: { _entities: [{ name: 'Ada' }] } }
      : { data: { me: { __typename: 'User', id: '1', name: 'Ada' } } },
  );
const shop: SubgraphClient['execute'] = () =>
  Promise.resolve({ errors: [{ message: 'no', path: ['price'] }], data: { price: null } });

async function open(NODE_ENV: string, ENGINE = 'compiled'): Promise<SmallGateway> {
  const gateway = await openSmallGateway(
    {
      users: { sdl: 'type Query { me: User } type User @key(fields: "id") { id: ID! name: String }', answer: users },
      shop: {
        sdl: 'type Query { price: Int owner: User } type User @key(fields: "id", resolvable: false) { id: ID! }',
        answer: (call, ...rest) =>
          call.query.includes('owner')
            ? Promise.resolve({ data: { owner: { __typename: 'User', id: '1' } } })
            : shop(call, ...rest),
      },
    },
    { settings: { NODE_ENV, ENGINE, LYCEUM_SECRET: 'x'.repeat(32) } },
  );
  opened.push(gateway);
  return gateway;
}

function explainedIn(extensions: Readonly<Record<string, unknown>> | undefined): Explained {
  return extensions!['lyceum'] as Explained;
}

it.each(['compiled', 'apollo'])('says how it was answered by %s, to who asks in development', async (engine) => {
  const gateway = await open('development', engine);
  const { data, extensions } = await gateway.ask('{ owner { name } }', {}, explain);
  expect(data).toEqual({ owner: { name: 'Ada' } });
  expect(extensions?.['lyceum']).toEqual({
    plan: expect.any(String),
    subgraphCalls: 2,
    calls: [
      { subgraph: 'shop', after: expect.any(Number), milliseconds: expect.any(Number), errors: 0 },
      { subgraph: 'users', after: expect.any(Number), milliseconds: expect.any(Number), errors: 0 },
    ],
    kept: {},
  });
  expect(explainedIn(extensions).plan).toBe(
    [
      'One after the other',
      '├─ shop',
      '│    {',
      '│      owner {',
      '│        __typename',
      '│        id',
      '│      }',
      '│    }',
      '└─ users at owner by ... on User { __typename id }',
      '     query ($representations: [_Any!]!) {',
      '       _entities(representations: $representations) {',
      '         ... on User {',
      '           name',
      '         }',
      '       }',
      '     }',
    ].join('\n'),
  );
});

it.each(['compiled', 'apollo'])(
  'explains each of those that ask %s the same at once, and calls that fail',
  async (engine) => {
    const gateway = await open('development', engine);
    const answers = await Promise.all([1, 2, 3].map(() => gateway.ask('{ price me { id } }', {}, explain)));
    for (const { extensions } of answers) {
      const { plan, calls } = explainedIn(extensions);
      expect(plan).toMatch(/^At the same time\n├─ /);
      expect(Object.fromEntries(calls.map(({ subgraph, errors }) => [subgraph, errors]))).toEqual({
        shop: 1,
        users: 0,
      });
    }
  },
);

it.each(['0', 'true', ''])('says nothing to who asks with %j', async (asked) => {
  const gateway = await open('development');
  const { extensions } = await gateway.ask('{ me { name } }', {}, { 'x-lyceum-explain': asked });
  expect(extensions).not.toHaveProperty('lyceum');
});

it('says nothing outside development, whoever asks', async () => {
  const gateway = await open('test');
  const answer = await gateway.ask('{ me { name } }', {}, explain);
  expect(answer).toEqual({ data: { me: { name: 'Ada' } } });
});

it('what needs no subgraph has a plan that says so', () => {
  expect(drawPlan({ root: null, introspection: null })).toBe('Nothing to fetch');
  expect(drawPlan({ root: null, introspection: '{ __schema { types { name } } }' })).toBe(
    'Introspection, by the gateway itself',
  );
});

it('what depends on a variable says on which', () => {
  const fetch = (serviceName: string): PlanNode => ({
    kind: 'Fetch',
    serviceName,
    operation: '{ me }',
    operationName: undefined,
    operationKind: OperationTypeNode.QUERY,
  });
  const flat: PlanNode = { kind: 'Flatten', path: ['me', '@'], node: fetch('shop') };
  const condition: PlanNode = { kind: 'Condition', condition: 'isLong', ifClause: flat, elseClause: fetch('courses') };
  const node: PlanNode = { kind: 'Sequence', nodes: [fetch('users'), condition] };
  expect(drawPlan(drawnPlan({ kind: 'QueryPlan', node }))).toBe(
    [
      'One after the other',
      '├─ users',
      '│    {',
      '│      me',
      '│    }',
      '└─ Depending on $isLong',
      '   ├─ true: shop at me.@',
      '   │    {',
      '   │      me',
      '   │    }',
      '   └─ false: courses',
      '        {',
      '          me',
      '        }',
    ].join('\n'),
  );
  expect(drawPlan(drawnPlan({ kind: 'QueryPlan' }))).toBe('Nothing to fetch');
});
