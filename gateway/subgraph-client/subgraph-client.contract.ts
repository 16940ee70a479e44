import type { CallHeaders } from '../../kit/subgraph/running';
import { gatewayErrors } from '../gateway.errors';
import type { SubgraphCall, SubgraphClient, UpstreamEvent } from './subgraph-client';

/** The ticking subgraph, as its tests see it. */
export interface Ticking {
  /** Signed headers of somebody. */
  headersOf(id: string): Promise<CallHeaders>;
  publish(message: number | 'end' | 'break'): void;
  /** Settles once so many listen to the ticks. */
  listeners(count: number): Promise<void>;
}

const ticked: SubgraphCall = { kind: 'subscription', query: 'subscription { ticked }' };
const asked = (query: string): SubgraphCall => ({ kind: 'query', query });

/** Reads to the end. */
export async function all(events: AsyncGenerator<UpstreamEvent, void>): Promise<UpstreamEvent[]> {
  const read: UpstreamEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}

export const next = (data: object): UpstreamEvent => ({ kind: 'next', result: { data: { ...data } } });

/** What every way to a subgraph promises: in memory, and over the network. */
export function subgraphClientContract(ticking: Ticking, open: () => SubgraphClient): void {
  let client: SubgraphClient;
  beforeEach(() => (client = open()));
  afterEach(() => client.close());

  const codes = (event: UpstreamEvent | void) =>
    event?.kind === 'next' && event.result.errors?.map(({ extensions }) => extensions?.['code']);

  it('answers as the one who asks', async () => {
    const { data } = await client.execute(asked('{ whoAmI }'), await ticking.headersOf('ada'));
    expect(data).toEqual({ whoAmI: 'ada' });
  });

  it('brings variables and the name of the operation', async () => {
    const query = 'query Other { whoAmI } mutation Say($text: String!) { say(text: $text) }';
    const call = { kind: 'mutation', query, variables: { text: 'grüß dich' }, operationName: 'Say' } as const;
    expect((await client.execute(call, await ticking.headersOf('ada'))).data).toEqual({ say: 'grüß dich' });
  });

  it("keeps the subgraph's own refusals, with their path", async () => {
    const result = await client.execute(asked('{ refused whoAmI }'), await ticking.headersOf('ada'));
    expect(result.data).toEqual({ refused: null, whoAmI: 'ada' });
    expect(result.errors).toMatchObject([{ path: ['refused'], extensions: { code: 'SOURCE_BROKEN' } }]);
  });

  it('brings no call without a signed viewer', async () => {
    const { errors, data } = await client.execute(asked('{ whoAmI }'), {});
    expect({ errors, data }).toMatchObject({ errors: [{ extensions: { code: 'UNSIGNED_CALL' } }], data: undefined });
  });

  it('a call that is given up answers at once, whatever the subgraph does', async () => {
    const caller = new AbortController();
    const answer = client.execute(asked('{ held }'), await ticking.headersOf('ada'), caller.signal);
    caller.abort();
    expect(await answer).toMatchObject({ reason: 'cancelled', errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
    expect(await client.execute(asked('{ whoAmI }'), {}, caller.signal)).toMatchObject({ reason: 'cancelled' });
  });

  it('brings events in their order, and ends when the subgraph does', async () => {
    const events = all(client.subscribe(ticked, () => ticking.headersOf('ada')));
    await ticking.listeners(1);
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    for (const number of numbers) ticking.publish(number);
    ticking.publish('end');
    expect(await events).toEqual(numbers.map((number) => next({ ticked: `ada: ${number}` })));
  });

  it("each subscription is its own viewer's", async () => {
    const listening = ['ada', 'grace'].map((id) => all(client.subscribe(ticked, () => ticking.headersOf(id))));
    await ticking.listeners(2);
    ticking.publish(1);
    ticking.publish('end');
    expect(await Promise.all(listening)).toEqual([[next({ ticked: 'ada: 1' })], [next({ ticked: 'grace: 1' })]]);
  });

  it('a source that breaks ends with its error', async () => {
    const events = all(client.subscribe(ticked, () => ticking.headersOf('ada')));
    await ticking.listeners(1);
    ticking.publish('break');
    const [first, ...more] = await events;
    expect([codes(first), more]).toEqual([['SOURCE_BROKEN'], []]);
  });

  it('an operation that cannot run ends with why', async () => {
    const call: SubgraphCall = { kind: 'subscription', query: 'subscription { nothingLikeIt }' };
    const [first, ...more] = await all(client.subscribe(call, () => ticking.headersOf('ada')));
    expect([codes(first), more]).toEqual([['BAD_INPUT'], []]);
  });

  it('brings no subscription without a signed viewer, whoever else listens', async () => {
    const other = client.subscribe(ticked, () => ticking.headersOf('ada'));
    const waiting = other.next();
    await ticking.listeners(1);
    const [first, ...more] = await all(client.subscribe(ticked, () => Promise.resolve({})));
    expect([codes(first), more]).toEqual([['UNSIGNED_CALL'], []]);
    await other.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });

  it('ends with the refusal of a viewer who may no longer listen', async () => {
    const [first, ...more] = await all(client.subscribe(ticked, () => Promise.reject(gatewayErrors.INVALID_TOKEN())));
    expect([codes(first), more]).toEqual([['INVALID_TOKEN'], []]);
  });

  it('who leaves lets go of the source at once, though it is silent', async () => {
    const events = client.subscribe(ticked, () => ticking.headersOf('ada'));
    const waiting = events.next();
    await ticking.listeners(1);
    await events.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
    await ticking.listeners(0);
    expect(await events.next()).toEqual({ value: undefined, done: true });
  });

  it('who leaves before the first event has listened to nothing', async () => {
    const headersOf = jest.fn(() => ticking.headersOf('ada'));
    const events = client.subscribe(ticked, headersOf);
    await events.return();
    expect([await events.next(), headersOf.mock.calls]).toEqual([{ value: undefined, done: true }, []]);
  });
}
