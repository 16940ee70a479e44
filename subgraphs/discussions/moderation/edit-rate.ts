import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { limit } from '../../../kit/throttle/limit';
import { throttleOf } from '../../../kit/throttle/throttle';

const perMinute = limit('discussions.edit', 30, 60);

/** What is edited, or accepted, is stored, announced and told like what is new. @throws UNAUTHENTICATED, RATE_LIMITED */
export function demandEditRate(scope: Scope): Promise<void> {
  return throttleOf(scope).demand([perMinute, signedIn(scope.viewer)]);
}
