import { parse, type OperationDefinitionNode } from 'graphql';
import type { Result } from '../../../kit/graphql/execute';
import { Viewer } from '../../../kit/identity/viewer';
import { composeSupergraph } from '../../compose/compose';
import type { GatewayContext } from '../../context';
import type { SubgraphCall, UpstreamEvent } from '../../subgraph-client/subgraph-client';
import type { Engine, EngineEvent, EngineResult } from '../engine';
import { plainData } from '../json-text';
import { openCompiledEngineInThread } from './engine-here';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated"])\n';
const shop = `${link}
  type Query { a: Int }
  type Subscription { productChanged: Product ordersChanged: Product @authenticated }
  type Product @key(fields: "id") { id: ID! name: String }`;
const stock = `${link} type Product @key(fields: "id") { id: ID! stock: Int }`;
const sources = Object.entries({ shop, stock }).map(([name, sdl]) => ({ name, url: `http://${name}/graphql`, sdl }));

/** What the source sends next, and whether it was let go. */
class Source {
  readonly events: UpstreamEvent[] = [];
  isLetGo = false;
  private wake: () => void = () => undefined;

  send(event: UpstreamEvent): void {
    this.events.push(event);
    this.wake();
  }

  subscribe(): AsyncGenerator<UpstreamEvent, void> {
    const events = this.run();
    const leave = events.return.bind(events);
    return Object.assign(events, {
      return: () => {
        this.isLetGo = true;
        this.wake();
        return leave();
      },
    });
  }

  private async *run(): AsyncGenerator<UpstreamEvent, void> {
    while (!this.isLetGo) {
      const event = this.events.shift();
      if (event) yield event;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

const source = new Source();
const asked: string[] = [];
let engine: Engine;
let contexts = 0;

beforeAll(async () => {
  const close = (): Promise<void> => Promise.resolve();
  const none = async function* (): AsyncGenerator<UpstreamEvent, void> {};
  const shopClient = {
    name: 'shop',
    execute: () => Promise.resolve({}),
    subscribe: ({ query }: SubgraphCall) => {
      asked.push(query);
      return source.subscribe();
    },
    close,
  };
  const execute = ({ variables }: SubgraphCall): Promise<Result> => {
    const { representations } = variables as unknown as { representations: { id: string }[] };
    asked.push(representations.map(({ id }) => id).join());
    return Promise.resolve({ data: { _entities: representations.map(({ id }) => ({ stock: Number(id) })) } });
  };
  const stockClient = { name: 'stock', execute, subscribe: none, close };
  const clients = new Map(Object.entries({ shop: shopClient, stock: stockClient }));
  engine = await openCompiledEngineInThread({ supergraphSdl: composeSupergraph(sources, []), clients });
});
afterEach(() => void asked.splice(0));

function subscribe(text: string): AsyncGenerator<EngineEvent, void> {
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const contextOf = (): Promise<GatewayContext> => {
    contexts += 1;
    const context = { viewer: Viewer.anonymous, signedViewer: '', requestId: String(contexts), subgraphCalls: 0 };
    return Promise.resolve(context as unknown as GatewayContext);
  };
  const request = { document, operation, source: text, documentHash: text, operationName: null, variables: {} };
  return engine.subscribe!({ ...request, contextOf });
}
const product = (id: string): UpstreamEvent => ({
  kind: 'next',
  result: { data: { productChanged: { __typename: 'Product', id, name: `P${id}` } } },
});
async function next(events: AsyncGenerator<EngineEvent, void>) {
  const { value, done } = await events.next();
  if (done || !value) return 'over';
  if (value.kind === 'gap') return 'gap';
  const { data, errors }: EngineResult = value.result;
  return { data: plainData(data), codes: errors?.map(({ extensions }) => extensions['code']) };
}

it('each event is completed by other subgraphs, on a tree and under a context of its own; a gap is passed on', async () => {
  const events = subscribe('subscription { productChanged { title: name stock } }');
  const before = contexts;
  source.send(product('1'));
  expect(await next(events)).toEqual({ data: { productChanged: { title: 'P1', stock: 1 } }, codes: undefined });
  source.send({ kind: 'gap' });
  expect(await next(events)).toBe('gap');
  source.send(product('1'));
  expect(await next(events)).toMatchObject({ data: { productChanged: { stock: 1 } } });
  expect(asked).toEqual(['subscription{productChanged{__typename id name}}', '1', '1']);
  expect(contexts - before).toBe(3);
  await events.return();
});

it('lets go of the source at once, also while it is silent', async () => {
  source.isLetGo = false;
  const events = subscribe('subscription { productChanged { name } }');
  const waiting = next(events);
  while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await events.return();
  expect(source.isLetGo).toBe(true);
  expect(await waiting).toBe('over');
});

it('ends after errors without data', async () => {
  source.isLetGo = false;
  const events = subscribe('subscription { productChanged { name } }');
  source.send({ kind: 'next', result: { errors: [{ message: 'no', extensions: { code: 'NOT_FOUND' } }] } });
  expect(await next(events)).toEqual({ data: undefined, codes: ['NOT_FOUND'] });
  expect(await next(events)).toBe('over');
});

it('a field that the viewer does not get is refused with the reason, and nothing is listened to', async () => {
  const events = subscribe('subscription { ordersChanged { name } }');
  expect(await next(events)).toEqual({ data: undefined, codes: ['UNAUTHENTICATED'] });
  expect(await next(events)).toBe('over');
  expect(asked).toEqual([]);
});
