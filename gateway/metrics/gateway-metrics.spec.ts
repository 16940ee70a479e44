import { breakerRules } from '../subgraph-client/circuit-breaker';
import { NoAnswer } from '../subgraph-client/no-answer';
import type { SubgraphClient } from '../subgraph-client/subgraph-client';
import { openSmallGateway, type SmallGateway } from '../testing/small-gateway';

type Answer = SubgraphClient['execute'];

const opened: SmallGateway[] = [];
afterEach(async () => {
  for (const { app } of opened.splice(0)) await app.close();
});

async function open(price: Answer, settings: object = {}) {
  const users: Answer = () => Promise.resolve({ data: { me: 'ada' } });
  const gateway = await openSmallGateway(
    {
      users: { sdl: 'type Query { me: String }', answer: users },
      shop: { sdl: 'type Query { price: Int }', answer: price },
    },
    { settings },
  );
  opened.push(gateway);
  const metrics = async (): Promise<string[]> => (await gateway.app.inject({ url: '/metrics' })).body.split('\n');
  return { ask: (query: string) => gateway.ask(query), metrics };
}

it('what clients ask and subgraphs answer is seen in /metrics', async () => {
  const { ask, metrics } = await open(() => Promise.resolve({ data: { price: 1 } }));
  await ask('{ me price }');
  await ask('{ price }');
  await ask('{ nothingLikeIt }');
  expect(await metrics()).toEqual(
    expect.arrayContaining([
      'lyceum_gateway_requests_total{kind="query",outcome="ok"} 2',
      'lyceum_gateway_requests_total{kind="none",outcome="refused"} 1',
      'lyceum_gateway_subgraph_call_duration_seconds_count{subgraph="shop",outcome="ok"} 2',
      'lyceum_gateway_subgraph_call_duration_seconds_count{subgraph="users",outcome="ok"} 1',
      'lyceum_gateway_subgraph_breaker_state{subgraph="shop"} 0',
    ]),
  );
});

it('a subgraph that keeps failing is left alone, and the rest answers', async () => {
  const price = jest.fn<ReturnType<Answer>, Parameters<Answer>>(() =>
    Promise.resolve(new NoAnswer('shop', 'malformed')),
  );
  const { ask, metrics } = await open(price);
  for (let call = 0; call < breakerRules.minCalls + 5; call += 1) await ask('{ price }');
  expect(price).toHaveBeenCalledTimes(breakerRules.minCalls);
  expect(await ask('{ me price }')).toMatchObject({
    data: { me: 'ada', price: null },
    errors: [{ extensions: { code: 'UNAVAILABLE' } }],
  });
  expect(await metrics()).toEqual(
    expect.arrayContaining([
      'lyceum_gateway_subgraph_breaker_state{subgraph="shop"} 2',
      'lyceum_gateway_subgraph_call_duration_seconds_count{subgraph="shop",outcome="open"} 6',
      'lyceum_gateway_requests_total{kind="query",outcome="unavailable"} 26',
    ]),
  );
});

it('SUBGRAPH_CONCURRENCY and SUBGRAPH_QUEUE bound what one subgraph is asked at a time', async () => {
  const answers: (() => void)[] = [];
  const { ask, metrics } = await open(
    () => new Promise((resolve) => answers.push(() => resolve({ data: { price: 1 } }))),
    { SUBGRAPH_CONCURRENCY: '1', SUBGRAPH_QUEUE: '0' },
  );
  // Different texts: equal queries that run at the same time may be one.
  const asked = [ask('{ price }'), ask('{ price # again\n }')];
  const refused = await Promise.race(asked);
  expect(refused).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
  expect(await metrics()).toContain('lyceum_gateway_subgraph_calls_in_flight{subgraph="shop"} 1');
  for (const answer of answers) answer();
  expect(await Promise.all(asked)).toContainEqual({ data: { price: 1 } });
});
