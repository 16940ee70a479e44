import type { Scope } from '../../../kit/scope/scope';
import { demandManager } from '../manager';
import { Suppressions } from './suppressions';

/** What administrators do about addresses that take nothing any more. */
export class SuppressionService {
  constructor(private readonly scope: Scope) {}

  /** Whether there was anything to lift. @throws NOT_FOUND, UNAUTHENTICATED */
  lift(address: string): Promise<boolean> {
    demandManager(this.scope.viewer, 'address');
    return this.scope.transaction((tx) => tx.get(Suppressions).lift(address.trim()));
  }
}
