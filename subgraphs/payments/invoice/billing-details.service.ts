import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { BillingDetails } from './billing-details.entity';
import type { SetBillingDetailsInput } from './billing-details.input';

/** What people want to have on their invoices: theirs alone. */
export class BillingDetailsService {
  constructor(private readonly scope: Scope) {}

  async of(userId: string): Promise<BillingDetails | null> {
    if (!this.scope.viewer.isSystem && !this.scope.viewer.is(userId)) return null;
    return this.scope.db.findOneBy(BillingDetails, { userId });
  }

  /** @throws UNAUTHENTICATED */
  set({ name, address, locale }: SetBillingDetailsInput): Promise<BillingDetails> {
    const userId = signedIn(this.scope.viewer);
    const updatedAt = this.scope.clock.now();
    return this.scope.transaction(async (tx) => {
      const details = Object.assign(new BillingDetails(), { userId, name, address, locale, updatedAt });
      await tx.db.upsert(BillingDetails, details, ['userId']);
      return details;
    });
  }

  /** Somebody was erased. Invoices stay: the law wants them kept. */
  async forget(userId: string): Promise<void> {
    await this.scope.db.delete(BillingDetails, { userId });
  }
}
