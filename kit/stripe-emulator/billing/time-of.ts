import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

/** The turn at the time in which a customer lives: that of their test clock, if they have one. */
export function atTimeOf(turn: Turn, customer: Kept<'customer'>): Turn {
  const clock = turn.find('test_helpers.test_clock', customer.test_clock);
  // While the clock moves on, the turn is at the moment of what is due.
  return !clock || turn.clock === clock.id ? turn : turn.at(clock.frozen_time, clock.id);
}
