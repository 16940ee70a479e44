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

async function open(NODE_ENV: string): Promise<SmallGateway> {
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
    { settings: { NODE_ENV, ENGINE: 'compiled', LYCEUM_SECRET: 'x'.repeat(32) } },
  );
  opened.push(gateway);
  return gateway;
}

function explainedIn(extensions: Readonly<Record<string, unknown>> | undefined): Explained {
  return extensions!['lyceum'] as Explained;
}

it('says how it was answered, to who asks in development', async () => {
  const gateway = await open('development');
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

it('explains each of those that ask the same at the same time, and calls that fail', async () => {
  const gateway = await open('development');
  const answers = await Promise.all([1, 2, 3].map(() => gateway.ask('{ price me { id } }', {}, explain)));
  for (const { extensions } of answers) {
    const { plan, calls } = explainedIn(extensions);
    expect(plan).toMatch(/^At the same time\n├─ /);
    expect(Object.fromEntries(calls.map(({ subgraph, errors }) => [subgraph, errors]))).toEqual({ shop: 1, users: 0 });
  }
});

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
