import { In } from 'typeorm';
import type { Scope } from '../../../kit/scope/scope';
import { CreditNote } from '../invoice/credit-note.entity';
import { Invoice } from '../invoice/invoice.entity';
import { Order } from '../order/order.entity';
import { OrderLine } from '../order/order-line.entity';
import { Plan } from '../plan/plan.entity';
import { Refund, RefundLine, RefundReason } from '../refund/refund.entity';
import { PlanSubscription } from '../subscription/subscription.entity';
import { whyRefunded, type AboutRefund } from './letters';

/** What a letter about a refund says; null where nobody is to get one: whoever was erased. */
export async function aboutRefund(scope: Scope, refundId: string): Promise<AboutRefund | null> {
  const refund = await scope.db.findOneBy(Refund, { id: refundId });
  if (!refund) return null;
  return refund.orderId === null ? ofSubscription(scope, refund) : ofOrder(scope, refund);
}

async function ofOrder(scope: Scope, { id: refundId, orderId, currency, minor }: Refund): Promise<AboutRefund | null> {
  const order = await scope.db.findOneBy(Order, { id: orderId! });
  if (!order?.receiptEmail) return null;
  const parts = await scope.db.findBy(RefundLine, { refundId });
  const lines = await scope.db.findBy(OrderLine, { id: In(parts.map(({ lineId }) => lineId)) });
  return { to: order.receiptEmail, currency, minor, why: whyRefunded(lines), reference: `Order ${order.id}.` };
}

async function ofSubscription(scope: Scope, refund: Refund): Promise<AboutRefund | null> {
  const { id, subscriptionId, chargeId, currency, minor, retryOf, reason, note } = refund;
  const subscription = await scope.db.findOneByOrFail(PlanSubscription, { id: subscriptionId! });
  if (!subscription.receiptEmail) return null;
  const { title } = await scope.db.findOneByOrFail(Plan, { id: subscription.planId });
  const invoice = await scope.db.findOneByOrFail(Invoice, { chargeId: chargeId! });
  const credit = await scope.db.findOneBy(CreditNote, { refundId: retryOf ?? id });
  const what =
    reason === RefundReason.UNEXPECTED
      ? `A payment came for a subscription to “${title}” that was over.`
      : `A payment for your subscription to “${title}” was refunded.`;
  const documents = [`Invoice ${invoice.number}`, ...(credit ? [`credit note ${credit.number}`] : [])];
  return {
    to: subscription.receiptEmail,
    currency,
    minor,
    why: note === null ? [what] : [what, note],
    reference: `${documents.join(', ')}.`,
  };
}
