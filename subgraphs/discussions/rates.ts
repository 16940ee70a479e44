import { signedIn } from '../../kit/identity/signed-in';
import type { Scope } from '../../kit/scope/scope';
import { limit, type Limit } from '../../kit/throttle/limit';
import { throttleOf } from '../../kit/throttle/throttle';

/**
 * How often one person may do something: counted before anything is looked up, so that guesses count, too.
 * @throws UNAUTHENTICATED, RATE_LIMITED
 */
export type DemandRate = (scope: Scope) => Promise<void>;

export const perPerson =
  (counted: Limit): DemandRate =>
  (scope) =>
    throttleOf(scope).demand([counted, signedIn(scope.viewer)]);

/** What is edited, deleted, accepted or appealed is stored, announced and told like what is new. */
export const demandEditRate = perPerson(limit('discussions.edit', 30, 60));

/** What somebody only sets for themselves: what they follow, have read, or want to hear nothing of. */
export const demandOwnRate = perPerson(limit('discussions.own', 240, 60));
