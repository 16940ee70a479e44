import type Stripe from 'stripe';
import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { accepts, integer, nothing, text } from '../api/parameters';
import { act, create, list, remove, resource, retrieve } from '../api/resource';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

type TestClock = Kept<'test_helpers.test_clock'>;

const createParams = accepts<Stripe.TestHelpers.TestClockCreateParams>()({
  frozen_time: integer,
  name: text.optional(),
});
const advanceParams = accepts<Stripe.TestHelpers.TestClockAdvanceParams>()({ frozen_time: integer });
const LASTS = 30 * 86_400;

/** A time of their own for some customers, which moves when it is told to. */
export const testClocks = resource('test_helpers.test_clock', {
  path: '/test_helpers/test_clocks',
  operations: [
    create(createParams, createClock),
    list(),
    retrieve(),
    remove(nothing, deleteClock),
    act('advance', advanceParams, advance),
  ],
});

function createClock(turn: Turn, { frozen_time, name }: z.infer<typeof createParams>): TestClock {
  const clock = turn.insert<'test_helpers.test_clock'>({
    id: newId('clock'),
    object: 'test_helpers.test_clock',
    created: turn.now,
    deletes_after: turn.now + LASTS,
    frozen_time,
    livemode: false,
    name: name ?? null,
    status: 'ready',
    status_details: {},
  });
  turn.emit('test_helpers.test_clock.created', clock);
  return clock;
}

/** Everything due until then happens, each at its moment. The answer says that it goes on, as Stripe's does; it is done already. */
function advance(turn: Turn, clock: TestClock, { frozen_time: until }: z.infer<typeof advanceParams>): TestClock {
  if (until <= clock.frozen_time)
    throw invalidRequest('The frozen_time must be after the current frozen_time.', { param: 'frozen_time' });
  turn.emit('test_helpers.test_clock.advancing', clock);
  turn.engine.runUntil(until, clock.id);
  turn.change(clock, { frozen_time: until });
  turn.emit('test_helpers.test_clock.ready', clock);
  return { ...clock, status: 'advancing' };
}

/** Its customers go with it. */
function deleteClock(turn: Turn, clock: TestClock): Stripe.TestHelpers.DeletedTestClock {
  for (const customer of turn.where('customer', 'test_clock', clock.id)) {
    for (const subscription of turn.where('subscription', 'customer', customer.id)) turn.remove(subscription);
    turn.remove(customer);
  }
  turn.engine.agenda.forget(clock.id);
  turn.remove(clock);
  turn.emit('test_helpers.test_clock.deleted', clock);
  return { id: clock.id, object: 'test_helpers.test_clock', deleted: true };
}
