import { ManualTimers } from '../../kit/testing/manual-timers';
import { silentLog } from '../../kit/testing/silent-log';
import { breakerRules } from './circuit-breaker';
import { aQuery, fine, none, scripted } from './client.factory';
import type { NoAnswerReason } from './no-answer';
import { withBreaker } from './with-breaker';

async function after(results: Parameters<typeof scripted>) {
  const { client, calls } = scripted(...results);
  const broken = withBreaker(client, { log: silentLog, timers: new ManualTimers(), random: () => 0 });
  for (let call = 0; call < breakerRules.minCalls; call += 1) await broken.execute(aQuery, {});
  return { next: await broken.execute(aQuery, {}), made: calls.length };
}

it.each<NoAnswerReason>(['connection', 'status', 'malformed', 'timeout'])(
  '%s counts against a subgraph',
  async (reason) => {
    const { next, made } = await after([none(reason)]);
    expect([next, made]).toEqual([none('open'), breakerRules.minCalls]);
    expect(next.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', service: 'shop' } }]);
  },
);

it.each<NoAnswerReason>(['bad_call', 'too_large', 'cancelled', 'busy'])('%s does not', async (reason) => {
  const { next, made } = await after([none(reason)]);
  expect([next, made]).toEqual([none(reason), breakerRules.minCalls + 1]);
});

it("nor do a subgraph's own errors: it answered", async () => {
  const refused = { errors: [{ message: 'no', extensions: { code: 'UNAVAILABLE' } }] };
  expect((await after([refused])).next).toBe(refused);
});

it('lets answers through as they are', async () => {
  expect((await after([fine])).next).toBe(fine);
});
