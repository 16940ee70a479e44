import { recordSpans } from '../../kit/testing/recorded-spans';
import { until } from '../../kit/testing/until';
import { EventStreamClient } from '../subscriptions/testing/event-stream-client';
import { PushSource } from '../subscriptions/testing/push-source';
import { RawSocket } from '../subscriptions/testing/raw-socket';
import type { CallHeaders } from '../../kit/subgraph/running';
import type { UpstreamEvent } from '../subgraph-client/subgraph-client';
import { openSmallGateway, type SmallGateway } from '../testing/small-gateway';

const spans = recordSpans();
const traceId = '0af7651916cd43dd8448eb211c80319c';
const TICKS = 'subscription Ticks { ticked }';

let gateway: SmallGateway;
let source: PushSource<UpstreamEvent>;
/** What the subgraph was told when somebody began to listen. */
let told: CallHeaders;
const closers: (() => void)[] = [];

beforeAll(async () => {
  const sdl = 'type Query { me: String } type Subscription { ticked: Int }';
  const subscribe = (_call: unknown, headersOf: () => Promise<CallHeaders>): PushSource<UpstreamEvent> => {
    void headersOf().then((headers) => (told = headers));
    return (source = new PushSource());
  };
  const users = { sdl, answer: () => Promise.resolve({ data: { me: null } }), subscribe };
  gateway = await openSmallGateway({ users }, { settings: { ENGINE: 'compiled' } });
});
beforeEach(() => spans.clear());
afterEach(() => closers.splice(0).forEach((close) => close()));
afterAll(() => gateway.app.close());

const url = (): string => `http://127.0.0.1:${gateway.port}`;

async function listener(): Promise<RawSocket> {
  const socket = await RawSocket.begin(url());
  closers.push(() => socket.close());
  socket.subscribe('a', TICKS);
  await until(() => spans.all.some(({ name }) => name === 'plan'));
  return socket;
}

const tick = (extensions = {}): void => source.push({ kind: 'next', result: { data: { ticked: 1 }, extensions } });

it('each event is a trace of its own, linked to that of the subscription, however many hear it', async () => {
  const [one, other] = [await listener(), await RawSocket.begin(url())];
  closers.push(() => other.close());
  other.subscribe('b', TICKS);
  await until(() => spans.all.filter(({ name }) => name === 'subscription Ticks').length === 2);
  const [started] = spans.all.filter(({ name }) => name === 'subscription Ticks');
  tick();
  await Promise.all([one.has('next'), other.has('next')]);
  const delivered = await spans.one('deliver');
  expect(delivered.attributes).toEqual({ 'lyceum.clients': 2 });
  const event = await spans.one('event Ticks');
  expect(spans.tree(event)).toBe('event Ticks\n  deliver');
  expect(event.parentSpanContext).toBeUndefined();
  expect(event.links.map(({ context }) => context.spanId)).toEqual([started?.spanContext().spanId]);
  expect(told.traceparent).toContain(started?.spanContext().spanId);
});

it('what the subgraph did for the event is above it, and clients do not hear of it', async () => {
  const socket = await listener();
  tick({ traceparent: `00-${traceId}-b7ad6b7169203331-01` });
  expect((await socket.has('next')).payload).toEqual({ data: { ticked: 1 } });
  const event = await spans.one('event Ticks');
  expect([event.spanContext().traceId, event.parentSpanContext?.spanId]).toEqual([traceId, 'b7ad6b7169203331']);
});

it.each([['no text'], [7], ['00-zz'], [null]])(
  'what is no place in a trace counts as none: %j',
  async (traceparent) => {
    const socket = await listener();
    tick({ traceparent });
    await socket.has('next');
    expect((await spans.one('event Ticks')).parentSpanContext).toBeUndefined();
  },
);

it('what its subgraph does not record is not recorded here', async () => {
  const socket = await listener();
  tick({ traceparent: `00-${traceId}-b7ad6b7169203331-00` });
  await socket.has('next');
  tick();
  await spans.one('event Ticks');
});

it('a gap is no event, and hides none', async () => {
  const socket = await listener();
  source.push({ kind: 'gap' });
  tick();
  await socket.has('next', 2);
  await spans.one('deliver');
});

it('a query over a stream is a trace of one operation', async () => {
  const stream = await EventStreamClient.open(url(), { query: 'query Mine { me }' });
  await until(() => stream.isOver);
  expect(spans.tree(await spans.one('graphql-sse /graphql'))).toBe(
    ['graphql-sse /graphql', '  query Mine', '    plan', '    fetch users'].join('\n'),
  );
});
