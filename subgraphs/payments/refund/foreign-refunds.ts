import type { Scope } from '../../../kit/scope/scope';
import type { ProviderRefund } from '../provider/refund-provider';
import { SubscriptionCharge } from '../subscription/subscription-charge.entity';
import { lockSubscription } from '../subscription/subscription.lock';
import { Refund, RefundReason } from './refund.entity';

/**
 * Refunds that were made with the provider's own tools. Of a payment for a subscription it is known what they take back; of an
 * order it is not of which line: those stay differences until somebody clears them up.
 */
export class ForeignRefunds {
  constructor(private readonly tx: Scope) {}

  /** As if we had asked for it; what became of it is to be followed. Null where it is not about anything of ours. */
  async adopt({ id: providerId, paymentId, state, currency, minor }: ProviderRefund): Promise<Refund | null> {
    const charge = paymentId === null ? null : await this.tx.db.findOneBy(SubscriptionCharge, { paymentId });
    if (!charge || state === 'FAILED') return null;
    const subscription = await lockSubscription(this.tx, charge.subscriptionId);
    if (!subscription) return null;
    const known = await this.tx.db.findOneBy(Refund, { providerId });
    if (known) return known;
    const { id: subscriptionId, userId, organisationId } = subscription;
    const subject = { orderId: null, subscriptionId, chargeId: charge.id, userId, organisationId };
    const facts = { ...subject, currency, minor, reason: RefundReason.PROVIDER, note: null, retryOf: null };
    return this.tx.save(Object.assign(Refund.of(facts), { providerId }));
  }
}
