import { enqueue } from '../../../kit/jobs/job';
import { sum } from '../../../kit/money/shares';
import type { Scope } from '../../../kit/scope/scope';
import type { Order } from '../order/order.entity';
import type { OrderLine } from '../order/order-line.entity';
import { announcePaidFor } from '../payment/paid-for';
import type { SubscriptionCharge } from '../subscription/subscription-charge.entity';
import type { PlanSubscription } from '../subscription/subscription.entity';
import { RefundEffects } from './refund.effects';
import { Refund, RefundLine, RefundReason } from './refund.entity';
import { sendRefund } from './refund.jobs';
import { Refundability } from './refundability';

interface Part {
  readonly lineId: string;
  readonly minor: bigint;
}

interface Asked {
  readonly reason: RefundReason;
  /** In somebody's own words. */
  readonly note?: string | null;
  /** The first refund of the same money, which failed. */
  readonly retryOf?: string;
}

/** Of what the money goes back, and to whom. */
type Subject = Pick<Refund, 'orderId' | 'subscriptionId' | 'chargeId' | 'userId' | 'organisationId' | 'currency'>;

/** Asks for refunds. The order or subscription is locked by whoever calls, so that two never ask for the same money. */
export class Refunds {
  constructor(private readonly tx: Scope) {}

  /** The whole of lines, as far as it has not gone back, or is on its way back. */
  async ofLines(order: Order, lines: readonly OrderLine[], reason: RefundReason): Promise<Refund> {
    const left = await this.tx.get(Refundability).of(lines.map(({ id }) => id));
    return this.ofParts(
      order,
      lines.map(({ id: lineId }) => ({ lineId, minor: left.get(lineId)!.left })),
      { reason },
    );
  }

  /** Of each line so much; whoever calls has seen that so much is left. */
  ofParts(order: Order, parts: readonly Part[], asked: Asked): Promise<Refund> {
    return this.request(ofOrder(order), { ...asked, parts, minor: sum(parts.map(({ minor }) => minor)) });
  }

  /** Money that came for an order that did not wait for it. */
  sendBack(order: Order, minor: bigint): Promise<Refund> {
    return this.request(ofOrder(order), { reason: RefundReason.UNEXPECTED, minor, parts: [] });
  }

  /** Of a payment for a subscription so much; whoever calls has seen that so much is left. */
  ofCharge(
    { id: subscriptionId, userId, organisationId }: Pick<PlanSubscription, 'id' | 'userId' | 'organisationId'>,
    { id: chargeId, currency }: Pick<SubscriptionCharge, 'id' | 'currency'>,
    asked: Asked & { readonly minor: bigint },
  ): Promise<Refund> {
    const subject = { orderId: null, subscriptionId, chargeId, userId, organisationId, currency };
    return this.request(subject, { ...asked, parts: [] });
  }

  /** The money of a refund that failed, once more. */
  async again(refund: Refund): Promise<Refund> {
    const { id: refundId, retryOf, reason, note, minor } = refund;
    const parts = await this.tx.db.findBy(RefundLine, { refundId });
    return this.request(refund, { reason, note, minor, parts, retryOf: retryOf ?? refundId });
  }

  private async request(
    { orderId, subscriptionId, chargeId, userId, organisationId, currency }: Subject,
    {
      reason,
      minor,
      parts,
      note = null,
      retryOf = null,
    }: Omit<Asked, 'retryOf'> & { minor: bigint; parts: readonly Part[]; retryOf?: string | null },
  ): Promise<Refund> {
    const subject = { orderId, subscriptionId, chargeId, userId, organisationId, currency };
    const facts = { ...subject, reason, minor, note, retryOf };
    const refund = await this.tx.save(Refund.of(facts));
    const rows = parts.map(({ lineId, minor: part }) => ({ refundId: refund.id, lineId, minor: part }));
    if (rows.length > 0) await this.tx.db.insert(RefundLine, rows);
    announcePaidFor(this.tx, subject);
    if (minor === 0n) await this.tx.get(RefundEffects).succeeded(refund);
    else await enqueue(this.tx, sendRefund, { refundId: refund.id }, { key: `refund:${refund.id}` });
    return refund;
  }
}

const ofOrder = ({ id: orderId, userId, organisationId, currency }: Order): Subject => {
  return { orderId, subscriptionId: null, chargeId: null, userId, organisationId, currency };
};
