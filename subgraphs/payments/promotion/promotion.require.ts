import { kitErrors } from '../../../kit/errors/kit-errors';
import { allows, type Policy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';

/** For what is about to be made: its maker manages the payments of its seller. @throws NOT_FOUND, UNAUTHENTICATED */
export async function requireManager<T>(tx: Scope, policy: Policy<T>, row: T): Promise<void> {
  if (await allows(tx, policy, row)) return;
  if (tx.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
  throw kitErrors.NOT_FOUND({ thing: 'seller' });
}
