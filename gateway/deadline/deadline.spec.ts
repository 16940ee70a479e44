import { once } from 'node:events';
import { connect } from 'node:net';
import { ManualTimers } from '../../kit/testing/manual-timers';
import type { CancelSignal } from '../subgraph-client/cancel-signal';
import { stoppedBy } from '../subgraph-client/no-answer';
import type { SubgraphClient } from '../subgraph-client/subgraph-client';
import { openSmallGateway, type SmallGateway } from '../testing/small-gateway';

/** A subgraph that answers only when it is told that nobody waits. */
class Slow {
  private readonly calls: ((signal: CancelSignal) => void)[] = [];

  readonly answer: SubgraphClient['execute'] = (_call, _headers, signal) => {
    if (!signal) throw new Error('A call needs a signal.');
    this.calls.shift()?.(signal);
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(stoppedBy('slow', signal))));
  };

  /** The signal of the next call. */
  called(): Promise<CancelSignal> {
    return new Promise((resolve) => this.calls.push(resolve));
  }
}

const slow = new Slow();
const timers = new ManualTimers();
let gateway: SmallGateway;

async function open(): Promise<void> {
  const users = { sdl: 'type Query { fast: String }', answer: () => Promise.resolve({ data: { fast: 'yes' } }) };
  const other = { sdl: 'type Query { slow: String }', answer: slow.answer };
  gateway = await openSmallGateway({ users, slow: other }, { timers });
}

afterEach(() => gateway.app.close());

it('a client that disconnects ends the subgraph calls made for it', async () => {
  await open();
  const called = slow.called();
  const socket = connect(gateway.port, '127.0.0.1');
  const body = JSON.stringify({ query: '{ fast slow }' });
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  const signal = await called;
  expect(signal.aborted).toBe(false);
  const cancelled = new Promise<void>((resolve) => signal.addEventListener('abort', resolve));
  socket.destroy();
  await once(socket, 'close');
  await cancelled;
});

it('at the deadline the client gets what is known, and TIMEOUT', async () => {
  await open();
  const called = slow.called();
  const answered = gateway.ask('{ fast slow }');
  await called;
  await new Promise((resolve) => setImmediate(resolve));
  timers.advance(30_000);
  const { data, errors } = await answered;
  expect(data).toEqual({ fast: 'yes', slow: null });
  expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAVAILABLE', 'TIMEOUT']);
  expect(errors?.at(-1)).toMatchObject({ extensions: { code: 'TIMEOUT', seconds: 30 } });
});
