import { getIntrospectionQuery } from 'graphql';
import { EventStreamClient } from '../../gateway/subscriptions/testing/event-stream-client';
import { RawSocket } from '../../gateway/subscriptions/testing/raw-socket';
import { until } from '../../kit/testing/until';
import { asked, knock, openWalled, production, secrets, type Walled } from './world';

/** Ways to ask what there is to ask for. */
const introspections: readonly [string, string][] = [
  ['the query of tools', getIntrospectionQuery()],
  ['a little of it', '{ __schema { queryType { fields { name } } } }'],
  ['one type', '{ __type(name: "Query") { fields { name } } }'],
  ['an alias', '{ me: __schema { types { name fields { name } } } }'],
  ['an inline fragment', '{ me { id } ... on Query { ... { __type(name: "Filter") { inputFields { name } } } } }'],
  ['a fragment', '{ ...A } fragment A on Query { ...B } fragment B on Query { s: __schema { types { name } } }'],
  [
    'a fragment of their type',
    '{ ...A } fragment A on Query { __type(name: "Colour") { ...T } } fragment T on __Type { enumValues { name } }',
  ],
  ['behind a directive', 'query ($no: Boolean = true) { __schema @include(if: $no) { types { name } } }'],
  ['white space and comments', '{\n#\n__schema,{,types{,name\t}}}'],
];

/** What is nearly right, in the hope to be told what is. */
const guesses: readonly [string, string, object][] = [
  ['a field', '{ me { secretPlan } }', {}],
  ['a root field', '{ jsonWebKeySe }', {}],
  ['a field behind an alias', '{ me { id: secretPlanz } }', {}],
  ['an argument', '{ me { secretPlan: name(untl: 1) } }', {}],
  ['a type', '{ me { ... on Usr { id } } }', {}],
  ['a value of an enum', '{ echo(colour: AMARANT) }', {}],
  ['a field of an input', '{ echo(filter: { secretWis: "x" }) }', {}],
  ['a value of an enum in a variable', 'query ($c: Colour) { echo(colour: $c) }', { c: 'VERMILIO' }],
  ['a field of an input in a variable', 'query ($f: Filter) { echo(filter: $f) }', { f: { secretWis: 'x' } }],
  ['a value of an enum as a default', 'query ($c: Colour = AMARANT) { echo(colour: $c) }', {}],
];

const suggestion = /did you mean/i;

/** What the gateway says to an operation, in each way to send one. */
const ways: readonly [string, (gateway: Walled, query: string, variables: object) => Promise<string>][] = [
  ['POST', async ({ port }, query, variables) => (await knock(port, { body: asked(query, { variables }) })).text],
  [
    'GET',
    async ({ port }, query, variables) => {
      const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
      return (await knock(port, { method: 'GET', path: `/graphql?${parameters.toString()}` })).text;
    },
  ],
  [
    'a stream of events',
    async ({ port }, query, variables) => {
      const stream = await EventStreamClient.open(`http://127.0.0.1:${port}`, { query, variables });
      await until(() => stream.isOver);
      return JSON.stringify(stream.of('next')[0]);
    },
  ],
  [
    'a socket',
    async ({ port }, query, variables) => {
      const socket = await RawSocket.begin(`http://127.0.0.1:${port}`);
      socket.subscribe('one', query, { ...variables });
      await until(() => socket.of('next').length + socket.of('error').length > 0);
      const [said] = [...socket.of('next'), ...socket.of('error')];
      socket.close();
      return JSON.stringify(said?.payload);
    },
  ],
];

describe.each([
  ['in production, as it comes', { ...production, MAX_ALIASES: '10' }, true],
  ['where INTROSPECTION is on', { ...production, INTROSPECTION: 'true' }, false],
])('%s', (_, settings, isClosed) => {
  let gateway: Walled;
  beforeAll(async () => (gateway = await openWalled(settings)));
  afterAll(() => gateway.app.close());

  describe.each(ways)('by %s', (_way, say) => {
    it.each(introspections)('introspection: %s', async (_name, query) => {
      const said = await say(gateway, query, {});
      if (!isClosed) return expect(said).toContain('"data":{');
      expect(said).toContain('GRAPHQL_VALIDATION_FAILED');
      expect(said).not.toContain('"data":{');
      return expect(said).not.toMatch(secrets);
    });

    it.each(guesses)('a guess at %s', async (_name, query, variables) => {
      const said = await say(gateway, query, variables);
      expect(said).toMatch(/GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT/);
      expect(said).not.toMatch(isClosed ? suggestion : /"data":\{/);
      if (isClosed) expect(said).not.toMatch(secrets);
    });
  });

  it(isClosed ? 'nothing is suggested' : 'what was meant is suggested', async () => {
    const texts = await Promise.all(guesses.map(([, query, variables]) => ways[0]![1](gateway, query, variables)));
    expect(texts.some((text) => suggestion.test(text))).toBe(!isClosed);
  });

  it(`there is ${isClosed ? 'no' : 'a'} page to explore the graph`, async () => {
    const { status } = await knock(gateway.port, { method: 'GET', path: '/', headers: { accept: 'text/html' } });
    expect(status === 404).toBe(isClosed);
  });
});

it('a registered document tells nothing of the graph by what its variables are refused for', async () => {
  const gateway = await openWalled(production);
  const { status, code, text } = await knock(gateway.port, { path: '/api/Hello', body: '{"colour":"AMARANT"}' });
  expect([status, code]).toEqual([400, 'BAD_USER_INPUT']);
  expect(text).not.toMatch(secrets);
  await gateway.app.close();
});
