import { definePolicy } from '../../../kit/policy/policy';
import { WaitlistEntry } from './waitlist-entry.entity';

/** A place in a line is its owner's. */
export const waitlistPolicy = definePolicy(WaitlistEntry, {
  leave: (viewer) => (entry) => viewer.is(entry.userId),
});
