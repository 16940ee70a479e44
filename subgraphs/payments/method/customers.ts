import type { Scope } from '../../../kit/scope/scope';
import { CardProvider } from '../provider/card-provider';
import { ProviderCustomer } from './provider-customer.entity';

/** As whom the provider knows people. */
export class Customers {
  constructor(private readonly scope: Scope) {}

  /** Made when somebody first pays: two at once get the same one, by the provider's idempotency key. */
  async of(userId: string): Promise<string> {
    const known = await this.scope.db.findOneBy(ProviderCustomer, { userId });
    if (known) return known.customerId;
    const customerId = await this.scope.get(CardProvider).customer(userId);
    await this.scope.db.query(REMEMBER, [userId, customerId, this.scope.clock.now()]);
    return customerId;
  }

  /** Whose customer it is; null of one that is not ours. */
  async userOf(customerId: string): Promise<string | null> {
    return (await this.scope.db.findOneBy(ProviderCustomer, { customerId }))?.userId ?? null;
  }
}

const REMEMBER = `INSERT INTO provider_customer (user_id, customer_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;
