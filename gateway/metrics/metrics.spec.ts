import Fastify, { type FastifyInstance } from 'fastify';
import type { Config } from '../../kit/config/config';
import { useMetrics } from '../../kit/metrics/use-metrics';
import { Metrics } from './metrics';
import { outcomeOf } from './request-metrics';

/** The value of one line, as Prometheus reads it. */
async function value(metrics: Metrics, line: string): Promise<number | undefined> {
  const found = (await metrics.text()).split('\n').find((text) => text.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}

const error = (code: string) => ({ message: 'no', extensions: { code } });

it('requests are counted by what they are and how they came out', async () => {
  const metrics = new Metrics();
  metrics.requests.answered('query', 'ok', 0.02);
  metrics.requests.answered('query', 'ok', 0.04);
  metrics.requests.answered('mutation', 'refused', 0.01);
  const count = (labels: string) => value(metrics, `lyceum_gateway_requests_total{${labels}}`);
  expect(await count('kind="query",outcome="ok"')).toBe(2);
  expect(await count('kind="mutation",outcome="refused"')).toBe(1);
  expect(await value(metrics, 'lyceum_gateway_request_duration_seconds_sum{kind="query"}')).toBeCloseTo(0.06);
});

it.each([
  ['ok', { data: { a: 1 } }],
  ['partial', { data: { a: null }, errors: [error('NOT_FOUND')] }],
  ['refused', { errors: [error('GRAPHQL_VALIDATION_FAILED')] }],
  ['refused', { data: null, errors: [error('NOT_FOUND')] }],
  ['refused', { errors: [{ message: 'without a code', extensions: undefined }] }],
  ['unavailable', { data: { a: null }, errors: [error('NOT_FOUND'), error('UNAVAILABLE')] }],
  ['internal', { data: null, errors: [error('UNAVAILABLE'), error('INTERNAL_ERROR')] }],
])('the outcome is %s where a response says so: %j', (outcome, result) => {
  expect(outcomeOf(result)).toBe(outcome);
});

it('calls of a subgraph are counted by outcome, with their load and its breaker', async () => {
  const metrics = new Metrics();
  const shop = metrics.subgraph('shop');
  const calls = (outcome: string) =>
    value(metrics, `lyceum_gateway_subgraph_call_duration_seconds_count{subgraph="shop",outcome="${outcome}"}`);
  const gauge = (name: string) => value(metrics, `lyceum_gateway_subgraph_${name}{subgraph="shop"}`);
  expect([await gauge('breaker_state'), await gauge('retries_total')]).toEqual([0, 0]);
  shop.called('ok', 0.1);
  shop.called('ok', 0.1);
  shop.called('timeout', 10);
  shop.retried();
  shop.breaker('open');
  shop.load(3, 4);
  expect([await calls('ok'), await calls('timeout')]).toEqual([2, 1]);
  expect([await gauge('breaker_state'), await gauge('retries_total')]).toEqual([2, 1]);
  expect([await gauge('calls_in_flight'), await gauge('calls_queued')]).toEqual([3, 4]);
});

it('plans are looked up, made, held and refused', async () => {
  const metrics = new Metrics();
  metrics.plans.planCache(true);
  metrics.plans.planCache(false);
  metrics.plans.planCache(false);
  metrics.plans.planCacheSize(7);
  metrics.plans.planned(250);
  metrics.plans.planRefused();
  const read = (name: string) => value(metrics, `lyceum_gateway_${name}`);
  expect([await read('plan_cache_total{result="hit"}'), await read('plan_cache_total{result="miss"}')]).toEqual([1, 2]);
  expect([await read('plan_cache_plans'), await read('plans_refused_total')]).toEqual([7, 1]);
  expect(await read('planning_duration_seconds_sum')).toBe(0.25);
});

it('each gateway has its own, and all show the process', async () => {
  const [one, other] = [new Metrics(), new Metrics()];
  one.plans.planRefused();
  expect(await value(other, 'lyceum_gateway_plans_refused_total')).toBe(0);
  for (const metrics of [one, other]) {
    expect(await value(metrics, 'lyceum_gateway_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
    expect(await value(metrics, 'process_cpu_seconds_total')).toBeGreaterThan(0);
  }
});

describe('/metrics', () => {
  const token = 'what only Prometheus knows';
  let app: FastifyInstance;
  afterEach(() => app.close());

  const get = (settings: Pick<Config, 'METRICS_TOKEN' | 'NODE_ENV'>, authorization?: string) => {
    app = Fastify();
    useMetrics(app, new Metrics(), settings);
    return app.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } });
  };

  it('answers in the text format of Prometheus', async () => {
    const { headers, body, statusCode } = await get({ NODE_ENV: 'development', METRICS_TOKEN: undefined });
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(body).toContain('# TYPE lyceum_gateway_requests_total counter');
    expect(body.match(/^# TYPE (\S+)/gm)).toHaveLength(new Set(body.match(/^# TYPE (\S+)/gm)).size);
  });

  it('does not exist in production without a token, whoever asks', async () => {
    expect(await get({ NODE_ENV: 'production', METRICS_TOKEN: undefined })).toMatchObject({ statusCode: 404 });
  });

  it.each([[undefined], [''], ['Bearer '], [`Bearer ${token}x`], [`Basic ${token}`], [token]])(
    'with a token, refuses %j',
    async (authorization) => {
      const { statusCode, headers, body } = await get({ NODE_ENV: 'development', METRICS_TOKEN: token }, authorization);
      expect([statusCode, headers['www-authenticate'], body.includes('lyceum')]).toEqual([401, 'Bearer', false]);
    },
  );

  it('with a token, answers who has it', async () => {
    const answer = await get({ NODE_ENV: 'production', METRICS_TOKEN: token }, `Bearer ${token}`);
    expect(answer.statusCode).toBe(200);
  });
});
