import { Cancellation, type CancelSignal } from '../../subgraph-client/cancel-signal';
import { Flights } from './flights';

it('a call ends early only when all who wait for it have gone', async () => {
  const flights = new Flights<string>();
  let seen: CancelSignal | undefined;
  flights.begin(['a', 'b'], (signal) => {
    seen = signal;
    return new Promise(() => undefined);
  });
  const [one, other] = [new Cancellation(), new Cancellation()];
  const waiting = [flights.join(['a'], one), flights.join(['b', 'a'], other)];
  expect(flights.missing(['a', 'b', 'c'])).toEqual(['c']);
  one.cancel();
  expect(seen?.aborted).toBe(false);
  other.cancel();
  expect(seen?.aborted).toBe(true);
  expect(await Promise.all(waiting)).toEqual([null, null]);
  expect(flights.missing(['a', 'b'])).toEqual(['a', 'b']);
});

it('who has gone already waits for nothing', async () => {
  const flights = new Flights<string>();
  const gone = new Cancellation();
  gone.cancel();
  flights.begin(['a'], () => Promise.resolve('x'));
  expect(await flights.join(['a'], gone)).toBeNull();
});

it('what has landed is under way no more', async () => {
  const flights = new Flights<string>();
  flights.begin(['a'], () => Promise.resolve('x'));
  flights.begin(['b'], () => Promise.resolve('y'));
  expect(await flights.join(['a', 'b', 'a'], undefined)).toEqual(['x', 'y']);
  expect(flights.missing(['a', 'b'])).toEqual(['a', 'b']);
});
