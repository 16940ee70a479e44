import { getOperationAST, parse } from 'graphql';
import { cacheSpec } from '../../../kit/graphql/cache-directive';
import type { Result } from '../../../kit/graphql/execute';
import { viewerIndependentSpec } from '../../../kit/graphql/viewer-independent';
import { viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import { ManualClock } from '../../../kit/scope/clock';
import { person } from '../../../kit/testing/viewers';
import { ChangeClock } from '../../caching/change-clock';
import { EntityCache } from '../../caching/entities/entity-cache';
import { composeSupergraph } from '../../compose/compose';
import type { GatewayContext } from '../../context';
import { Explanation } from '../../explain/explanation';
import type { SubgraphClient, UpstreamEvent } from '../../subgraph-client/subgraph-client';
import type { Engine, EngineEvent } from '../engine';
import { plainData } from '../json-text';
import { openCompiledEngineInThread } from './engine-here';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';
const sdls = {
  shop: `${link} type Query { product: Product } type Mutation { buy: Product } type Subscription { sold: Product }
    type Product @key(fields: "id") { id: ID! }`,
  names: `${link}${cacheSpec}${viewerIndependentSpec}
    type Product @key(fields: "id") @cacheControl(maxAge: 60) { id: ID! name: String @viewerIndependent maker: Maker @viewerIndependent }
    type Maker @viewerIndependent @shareable { name: String }`,
};
const sources = Object.entries(sdls).map(([name, sdl]) => ({ name, url: `http://${name}/graphql`, sdl }));
const product = { __typename: 'Product', id: '1' };

async function opened() {
  const clock = new ManualClock();
  const changes = new ChangeClock();
  changes.find('names');
  const entities = new EntityCache({
    changes,
    clock,
    metrics: { asked: () => undefined, size: () => undefined },
    maxBytes: 10_000,
  });
  /** Who has asked for names. */
  const asked: string[] = [];
  const shop = (): Promise<Result> => Promise.resolve({ data: { product: { ...product }, buy: { ...product } } });
  const names: SubgraphClient['execute'] = (_, headers) => {
    asked.push(headers[viewerHeader] as string);
    return Promise.resolve({ data: { _entities: [{ name: `run ${asked.length}`, maker: { name: 'M' } }] } });
  };
  const sold = async function* (): AsyncGenerator<UpstreamEvent, void> {
    yield { kind: 'next', result: { data: { sold: { ...product } } } };
  };
  const client = (name: string, execute: SubgraphClient['execute']): SubgraphClient => ({
    name,
    execute,
    subscribe: sold,
    close: () => Promise.resolve(),
  });
  const engine = await openCompiledEngineInThread({
    supergraphSdl: composeSupergraph(sources, []),
    clients: new Map([
      ['shop', client('shop', shop)],
      ['names', client('names', names)],
    ]),
    entities,
  });
  return { engine, clock, changes, asked };
}

function request(source: string, viewer: Viewer, explanation?: Explanation) {
  const document = parse(source);
  const context = {
    viewer,
    signedViewer: viewer.id ?? 'nobody',
    signedNobody: () => Promise.resolve('nobody'),
    signal: new AbortController().signal,
    subgraphCalls: 0,
    explanation,
  } as unknown as GatewayContext;
  const operation = getOperationAST(document)!;
  return { document, operation, source, documentHash: source, operationName: null, variables: {}, context };
}

async function ask(engine: Engine, source: string, viewer: Viewer): Promise<unknown> {
  const { data, errors } = await engine.execute(request(source, viewer));
  expect(errors).toBeUndefined();
  return plainData(data);
}

const [ada, bob] = [person('ada'), person('bob')];
const QUERY = '{ product { name } }';

it('a query is answered from what was kept of another one', async () => {
  const { engine, asked } = await opened();
  expect(await ask(engine, QUERY, ada)).toEqual({ product: { name: 'run 1' } });
  expect(await ask(engine, '{ product { other: name } }', bob)).toEqual({ product: { other: 'run 1' } });
  expect(await ask(engine, QUERY, Viewer.anonymous)).toEqual({ product: { name: 'run 1' } });
  expect(asked).toEqual(['nobody']);
});

it('in a mutation nothing is, and who has made one is answered afresh for a while', async () => {
  const { engine, asked, clock } = await opened();
  await ask(engine, QUERY, ada);
  expect(await ask(engine, 'mutation { buy { name } }', ada)).toEqual({ buy: { name: 'run 2' } });
  expect(await ask(engine, QUERY, ada)).toEqual({ product: { name: 'run 3' } });
  expect(await ask(engine, QUERY, bob)).toEqual({ product: { name: 'run 1' } });
  clock.advance({ seconds: 5 });
  expect(await ask(engine, QUERY, ada)).toEqual({ product: { name: 'run 1' } });
  expect(asked).toEqual(['nobody', 'ada', 'ada']);
});

it('an event of a subscription shows nothing that was kept', async () => {
  const { engine, asked } = await opened();
  await ask(engine, QUERY, ada);
  const { context, ...subscription } = request('subscription { sold { name } }', ada);
  const events: EngineEvent[] = [];
  for await (const event of engine.subscribe!({ ...subscription, contextOf: () => Promise.resolve(context) }))
    events.push(event);
  expect(events).toHaveLength(1);
  expect(asked).toEqual(['nobody', 'ada']);
});

it('says until when an answer may be shown that has kept parts', async () => {
  const { engine, clock } = await opened();
  const run = async (viewer: Viewer) => (await engine.execute(request(QUERY, viewer))).freshUntil;
  const begin = clock.now().getTime();
  expect(await run(ada)).toBeUndefined();
  clock.advance({ seconds: 20 });
  expect(await run(Viewer.anonymous)).toBe(begin + 60_000);
});

it('explains what was kept', async () => {
  const { engine } = await opened();
  await ask(engine, QUERY, ada);
  const explanation = new Explanation();
  await engine.execute(request(QUERY, ada, explanation));
  expect(explanation.explained()).toMatchObject({ subgraphCalls: 1, kept: { names: 1 } });
});
