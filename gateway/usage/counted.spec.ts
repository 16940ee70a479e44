import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { RegisteredDocument } from '../registry/document.entity';
import { emptyRegistry } from '../registry/registry';
import { EventStreamClient } from '../subscriptions/testing/event-stream-client';
import { openSmallGateway, type SmallGateway } from '../testing/small-gateway';
import { until } from '../../kit/testing/until';
import type { UsageStore } from './usage';
import type { FieldUse } from './usage-counts';

class Store implements UsageStore {
  readonly rows: FieldUse[] = [];

  add(uses: readonly FieldUse[]): Promise<void> {
    this.rows.push(...uses);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** What one client asked for, and how often. */
  of(client: string): Record<string, number> {
    const rows = this.rows.filter((row) => row.client === client);
    return Object.fromEntries(rows.map(({ coordinate, count }) => [coordinate, count]));
  }
}

const store = new Store();
let gateway: SmallGateway;

beforeAll(async () => {
  const named = (name: string) => (name === 'Rare' || name === 'OverSocket' ? new RegisteredDocument() : undefined);
  gateway = await openSmallGateway(
    {
      users: {
        sdl: 'type Query { me: User } type User { id: ID! name: String } type Subscription { ticked: Int! }',
        answer: () => Promise.resolve({ data: { me: { __typename: 'User', id: '1', name: 'Ada' } } }),
        subscribe: async function* () {
          await Promise.resolve();
          for (const ticked of [1, 2]) yield { kind: 'next', result: { data: { ticked } } };
        },
      },
    },
    {
      usageStore: store,
      registry: { ...emptyRegistry, byName: named },
      settings: { ENGINE: 'compiled', FIELD_SAMPLE_RATIO: '1' },
    },
  );
});

const client = (name: string) => ({ 'apollographql-client-name': name });
const metrics = async (): Promise<string[]> => (await gateway.app.inject({ url: '/metrics' })).body.split('\n');

it('names of operations, and fields that are looked at, are seen in /metrics', async () => {
  await gateway.ask('query Rare { me { id } }');
  await gateway.ask('query Once { me { name } }');
  await gateway.ask('{ me { name } }');
  await gateway.ask('query Invalid { nothing }');
  const lines = await metrics();
  expect(lines).toEqual(
    expect.arrayContaining([
      'lyceum_gateway_operations_total{operation="Rare",outcome="ok"} 1',
      'lyceum_gateway_operations_total{operation="other",outcome="ok"} 1',
      'lyceum_gateway_operations_total{operation="anonymous",outcome="ok"} 1',
      'lyceum_gateway_field_call_duration_seconds_count{field="Query.me"} 3',
      'lyceum_gateway_field_call_duration_seconds_count{field="User.name"} 2',
    ]),
  );
  expect(lines.join()).not.toContain('Invalid');
});

it('fields are counted for who asks, whatever the protocol, and what is refused is not', async () => {
  const url = `127.0.0.1:${gateway.port}`;
  for (let time = 0; time < 3; time += 1) await gateway.ask('{ me { name } }', {}, client('web'));
  await gateway.ask('{ me { nothing } }', {}, client('web'));
  await gateway.app.inject({
    url: '/graphql?query={me{id}}',
    headers: { ...client('get'), 'x-apollo-operation-name': 'x' },
  });

  const stream = await EventStreamClient.open(`http://${url}`, { query: 'subscription { ticked }' }, client('stream'));
  await until(() => stream.isOver);

  const sockets = createClient({
    url: `ws://${url}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: client('socket'),
  });
  for (const query of ['query OverSocket { me { id } }', 'subscription { ticked }'])
    for await (const result of sockets.iterate({ query })) expect(result.errors).toBeUndefined();
  await sockets.dispose();
  // What runs over sockets is an operation like any other.
  expect(await metrics()).toContain('lyceum_gateway_operations_total{operation="OverSocket",outcome="ok"} 1');

  await gateway.app.close();
  expect(store.of('web')).toEqual({ 'Query.me': 3, 'User.name': 3 });
  expect(store.of('get')).toEqual({ 'Query.me': 1, 'User.id': 1 });
  // However many events come, it was asked for once.
  expect(store.of('stream')).toEqual({ 'Subscription.ticked': 1 });
  expect(store.of('socket')).toEqual({ 'Query.me': 1, 'User.id': 1, 'Subscription.ticked': 1 });
});
