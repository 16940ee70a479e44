import type { Scope } from '../../../kit/scope/scope';
import type { Card } from '../provider/provider-card';
import type { ProviderSetup } from '../provider/card-provider';
import { Customers } from './customers';
import { PaymentMethod } from './payment-method.entity';

/** The saved cards as they are written. */
export class PaymentMethods {
  constructor(private readonly tx: Scope) {}

  /** Keeps a card that the provider keeps for somebody; the first one is the default. One that was removed stays removed. */
  async keep(userId: string, card: Card): Promise<void> {
    const { providerId, kind, brand, last4, expMonth, expYear } = card;
    await this.lock(userId);
    const known = await this.tx.db.findOneBy(PaymentMethod, { providerId });
    if (known?.removedAt) return;
    const isDefault = known?.isDefault ?? !(await this.tx.db.existsBy(PaymentMethod, { userId, isDefault: true }));
    const facts = { userId, providerId, kind, brand, last4, expMonth, expYear, isDefault, removedAt: null };
    await this.tx.save(Object.assign(known ?? new PaymentMethod(), facts));
  }

  /** A setup that is done leaves a card. @returns the card, if it is one of ours now */
  async take({ isDone, customerId, card }: ProviderSetup): Promise<PaymentMethod | null> {
    if (!isDone || !card || customerId === null) return null;
    const userId = await this.tx.get(Customers).userOf(customerId);
    if (userId === null) return null;
    await this.keep(userId, card);
    return this.tx.db.findOneBy(PaymentMethod, { providerId: card.providerId });
  }

  /** As the provider has it now: a card that nobody is charged by goes. One that we do not know stays unknown. */
  async follow(providerId: string, card: Card | null): Promise<void> {
    const known = await this.tx.db.findOneBy(PaymentMethod, { providerId });
    if (!known) return;
    if (card?.customerId) await this.keep(known.userId, card);
    else await this.remove(providerId);
  }

  async makeDefault({ id, userId }: PaymentMethod): Promise<PaymentMethod> {
    await this.lock(userId);
    const method = await this.tx.db.findOneByOrFail(PaymentMethod, { id });
    if (method.isDefault || method.removedAt) return method;
    await this.tx.db.query(UNDEFAULT, [method.userId, this.tx.clock.now()]);
    method.isDefault = true;
    return this.tx.save(method);
  }

  /** A card that the provider does not keep any more. The newest of the others takes its place as the default. */
  async remove(providerId: string): Promise<void> {
    const found = await this.tx.db.findOneBy(PaymentMethod, { providerId });
    if (!found) return;
    const { userId } = found;
    await this.lock(userId);
    const method = await this.tx.db.findOneByOrFail(PaymentMethod, { providerId });
    if (method.removedAt) return;
    const wasDefault = method.isDefault;
    await this.tx.save(Object.assign(method, { isDefault: false, removedAt: this.tx.clock.now() }));
    const [next] = wasDefault ? await this.others(userId) : [];
    if (next) await this.tx.save(Object.assign(next, { isDefault: true }));
  }

  private others(userId: string): Promise<PaymentMethod[]> {
    return this.tx.db
      .createQueryBuilder(PaymentMethod, 'row')
      .where('row.userId = :userId AND row.removedAt IS NULL', { userId })
      .orderBy({ 'row.createdAt': 'DESC', 'row.id': 'DESC' })
      .limit(1)
      .getMany();
  }

  /** One change at a time to somebody's cards: there is one default. */
  private async lock(userId: string): Promise<void> {
    await this.tx.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`cards:${userId}`]);
  }
}

const UNDEFAULT = `UPDATE payment_method SET is_default = false, version = version + 1, updated_at = $2 WHERE user_id = $1 AND is_default`;
