import { getEventListeners } from 'node:events';
import { ManualTimers } from '../../kit/testing/manual-timers';
import { aQuery, fine, heldClient, none } from './client.factory';
import { withDeadline } from './with-deadline';

function open() {
  const timers = new ManualTimers();
  const { client, calls } = heldClient();
  return { timers, calls, client: withDeadline(client, { timeout: 1_000, timers }) };
}

it('ends a call when its time is up, and not before', async () => {
  const { timers, client, calls } = open();
  const answer = client.execute(aQuery, {});
  timers.advance(999);
  expect(calls[0]!.signal!.aborted).toBe(false);
  timers.advance(1);
  expect(await answer).toEqual(none('timeout'));
});

it('ends a call that its caller gives up', async () => {
  const { client } = open();
  const caller = new AbortController();
  const answer = client.execute(aQuery, {}, caller.signal);
  caller.abort();
  expect(await answer).toEqual(none('cancelled'));
});

it("a caller's own deadline is one as well", async () => {
  const { client } = open();
  const caller = new AbortController();
  const answer = client.execute(aQuery, {}, caller.signal);
  caller.abort(new DOMException('as AbortSignal.timeout does', 'TimeoutError'));
  expect(await answer).toEqual(none('timeout'));
});

it('leaves neither a timer nor a listener behind', async () => {
  const { timers, client, calls } = open();
  const caller = new AbortController();
  const answer = client.execute(aQuery, {}, caller.signal);
  calls[0]!.answer(fine);
  expect(await answer).toBe(fine);
  expect([timers.pending, getEventListeners(caller.signal, 'abort')]).toEqual([0, []]);
});
