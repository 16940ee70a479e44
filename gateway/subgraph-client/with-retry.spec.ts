import { ManualTimers } from '../../kit/testing/manual-timers';
import { until } from '../../kit/testing/until';
import { aMutation, aQuery, fine, none, scripted } from './client.factory';
import type { NoAnswerReason } from './no-answer';
import type { SubgraphCall } from './subgraph-client';
import { withRetry } from './with-retry';

/** Runs calls one after the other; time passes as soon as one waits. */
function open(...results: Parameters<typeof scripted>) {
  const timers = new ManualTimers();
  const { client, calls } = scripted(...results);
  const onRetry = jest.fn();
  const retrying = withRetry(client, { timers, random: () => 0.5, onRetry });
  const run = async (call: SubgraphCall) => {
    const answer = retrying.execute(call, {});
    const state = { isOver: false };
    void answer.finally(() => (state.isOver = true));
    await until(() => state.isOver || timers.pending > 0);
    timers.advance(60_000);
    return answer;
  };
  return { timers, retrying, calls, onRetry, run };
}

it.each<NoAnswerReason>(['connection', 'status'])('tries a query once more after %s', async (reason) => {
  const { run, calls, onRetry } = open(none(reason), fine);
  expect(await run(aQuery)).toBe(fine);
  expect([calls.length, onRetry.mock.calls.length]).toEqual([2, 1]);
});

it('and not a third time', async () => {
  const { run, calls } = open(none('connection'));
  expect([await run(aQuery), calls.length]).toEqual([none('connection'), 2]);
});

it.each<NoAnswerReason>(['malformed', 'bad_call', 'too_large', 'timeout', 'cancelled', 'busy', 'open'])(
  'does not try again after %s',
  async (reason) => {
    const { run, calls } = open(none(reason));
    expect([await run(aQuery), calls.length]).toEqual([none(reason), 1]);
  },
);

it('never tries a mutation again: it may have been done', async () => {
  const { run, calls } = open(none('connection'));
  expect([await run(aMutation), calls.length]).toEqual([none('connection'), 1]);
});

it('never tries again what nobody waits for', async () => {
  const { timers, retrying, calls } = open(none('connection'), fine);
  const caller = new AbortController();
  const answer = retrying.execute(aQuery, {}, caller.signal);
  await until(() => timers.pending > 0);
  caller.abort();
  expect([await answer, calls.length, timers.pending]).toEqual([none('connection'), 1, 0]);
});

it('waits half of its delay to one and a half', async () => {
  for (const [random, least] of [
    [0, 15],
    [1, 45],
  ] as const) {
    const timers = new ManualTimers();
    const { client, calls } = scripted(none('status'), fine);
    const answer = withRetry(client, { timers, random: () => random }).execute(aQuery, {});
    await until(() => timers.pending > 0);
    timers.advance(least - 1);
    expect(calls).toHaveLength(1);
    timers.advance(1);
    expect(await answer).toBe(fine);
  }
});

it('the caller makes its text once', async () => {
  const { run } = open(none('connection'), fine);
  const toJson = jest.fn(() => '{}');
  await run({ ...aQuery, toJson });
  expect(toJson).toHaveBeenCalledTimes(1);
});

it('a subgraph that fails at large is asked a tenth more, not twice as much', async () => {
  const { run, calls } = open(none('connection'));
  for (let call = 0; call < 210; call += 1) await run(aQuery);
  expect(calls.length).toBe(210 + 10 + 20);
});
