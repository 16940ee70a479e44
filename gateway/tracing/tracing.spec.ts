import { recordSpans } from '../../kit/testing/recorded-spans';
import { NoAnswer } from '../subgraph-client/no-answer';
import { openSmallGateway, type SmallGateway } from '../testing/small-gateway';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const sdl = 'type Query { greeting(name: String): String broken: String }';

const spans = recordSpans();
let gateway: SmallGateway;
beforeAll(async () => {
  gateway = await openSmallGateway({
    users: {
      sdl,
      answer: ({ query }) =>
        Promise.resolve(query.includes('broken') ? new NoAnswer('users', 'timeout') : { data: { greeting: 'Hello' } }),
    },
  });
});
beforeEach(() => spans.clear());
afterAll(() => gateway.app.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${gateway.port}${path}`, { headers }).then((response) => response.text());

it('a request is a trace: the operation, its plan, its fetches', async () => {
  await gateway.ask('query Greet($name: String) { greeting(name: $name) }', { name: 'a-secret-name' });
  const request = await spans.one('POST /graphql');
  expect(spans.tree(request)).toBe(['POST /graphql', '  query Greet', '    plan', '    fetch users'].join('\n'));
  expect(request.attributes).toMatchObject({
    'http.request.method': 'POST',
    'http.route': '/graphql',
    'http.response.status_code': 200,
  });
  expect((await spans.one('plan')).attributes).toEqual({ 'lyceum.plan': 'made' });
  expect((await spans.one('fetch users')).attributes).toEqual({
    'lyceum.subgraph': 'users',
    'graphql.operation.type': 'query',
  });
});

it('a plan that is there already says so', async () => {
  const query = 'query Again { greeting }';
  await gateway.ask(query);
  await spans.one('POST /graphql');
  spans.clear();
  await gateway.ask(query);
  expect((await spans.one('plan')).attributes).toEqual({ 'lyceum.plan': 'cached' });
});

it('a subgraph that does not answer is a failed fetch, and an operation with errors', async () => {
  await gateway.ask('query Broken { broken }');
  await spans.one('POST /graphql');
  expect(await spans.one('fetch users')).toMatchObject({
    status: { code: 2 },
    attributes: { 'error.type': 'timeout' },
  });
  expect((await spans.one('query Broken')).attributes).toMatchObject({
    'lyceum.errors': 1,
    'error.type': 'UNAVAILABLE',
  });
});

it("a client's own trace is linked, not continued", async () => {
  await get('/graphql?query=query%20Linked%7Bgreeting%7D', { traceparent, 'apollo-require-preflight': 'yes' });
  const request = await spans.one('GET /graphql');
  expect(request.parentSpanContext).toBeUndefined();
  expect(request.spanContext().traceId).not.toBe(traceId);
  expect(request.links.map(({ context }) => context.traceId)).toEqual([traceId]);
});

it('a URL is not in the trace: variables may stand in it', async () => {
  const variables = encodeURIComponent(JSON.stringify({ name: 'a-secret-name' }));
  const query = encodeURIComponent('query ByUrl($name: String) { greeting(name: $name) }');
  await get(`/graphql?query=${query}&variables=${variables}`, { 'apollo-require-preflight': 'yes' });
  await spans.one('GET /graphql');
  const written = spans.all.map(({ name, attributes, links }) => JSON.stringify({ name, attributes, links }));
  expect(written.join()).toContain('ByUrl');
  expect(written.join()).not.toContain('secret');
});

it('probes and event streams are no traces', async () => {
  await get('/health/live');
  await get('/metrics');
  await get('/graphql', { accept: 'text/event-stream' });
  await get('/nothing-here');
  await spans.one('GET');
  expect(spans.all.map(({ name }) => name)).toEqual(['GET']);
});
