import type { Scope } from '../../../kit/scope/scope';
import { ReturnedCharges } from '../refund/returned-charges';
import { Openings } from '../subscription/openings';
import type { SubscriptionCharge } from '../subscription/subscription-charge.entity';
import { decideEnd } from '../subscription/subscription.ending';
import { SubscriptionEnding, type PlanSubscription } from '../subscription/subscription.entity';
import type { Dispute, DisputeSubject } from './dispute.entity';
import type { Disputed } from './disputed';

/** A subscription, one of whose payments is disputed. */
export class DisputedCharge implements Disputed {
  constructor(
    private readonly tx: Scope,
    private readonly subscription: PlanSubscription,
    private readonly charge: SubscriptionCharge,
  ) {}

  get subject(): DisputeSubject {
    const { id: subscriptionId, organisationId } = this.subscription;
    return { orderId: null, subscriptionId, chargeId: this.charge.id, organisationId };
  }

  /** Nobody has a share of it. */
  linesOf(): Promise<[]> {
    return Promise.resolve([]);
  }

  async lose({ id, currency, minor }: Dispute): Promise<void> {
    const { subscription, tx } = this;
    const ending = SubscriptionEnding.DISPUTED;
    if (!subscription.isOver) await decideEnd(tx, subscription.id, { ending });
    // It may be open to the end of what was paid, which is not paid any more.
    else if (subscription.opensUntil !== null && subscription.opensUntil > tx.clock.now()) {
      await tx.save(Object.assign(subscription, { ending }));
      await tx.get(Openings).refresh(subscription);
    }
    const money = { chargeId: this.charge.id, currency, minor, documentId: id };
    await tx.get(ReturnedCharges).takeBack({ kind: 'DISPUTE_LOST', id }, money);
  }
}
