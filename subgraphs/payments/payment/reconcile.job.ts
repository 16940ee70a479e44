import { defineCron, defineJob, enqueue } from '../../../kit/jobs/job';
import { endPayment } from '../checkout/expiry.job';
import { RefundProvider } from '../provider/refund-provider';
import { sendRefund } from '../refund/refund.jobs';
import { Refund } from '../refund/refund.entity';
import { RefundSettlement } from '../refund/refund.settlement';
import { Looks } from './looks';
import { Payment } from './payment.entity';
import { Settlement } from './settlement';

const minutes = 60_000;

/** Looks at a payment again, as if the provider had told of it. */
export const lookAtPayment = defineJob<{ paymentId: string }>('look_at_payment', async (scope, { paymentId }) => {
  const payment = await scope.db.findOneBy(Payment, { id: paymentId });
  if (!payment || payment.isOver) return;
  const look = await scope.get(Looks).at(payment);
  await scope.transaction((tx) => tx.get(Settlement).settle(look));
});

/** Looks at a refund again. */
export const lookAtRefund = defineJob<{ refundId: string }>('look_at_refund', async (scope, { refundId }) => {
  const refund = await scope.db.findOneBy(Refund, { id: refundId });
  if (!refund?.providerId) return;
  const seen = await scope.get(RefundProvider).read(refund.providerId);
  await scope.transaction((tx) => tx.get(RefundSettlement).settle(seen));
});

/** For webhooks that were lost: whatever has not come to its end is looked at again, every five minutes. */
export const reconcilePayments = defineCron('reconcile_payments', '*/5 * * * *', async (scope) => {
  const now = scope.clock.now().getTime();
  const payments = await scope.db.query<{ id: string; orderId: string; isAbandoned: boolean }[]>(OPEN_PAYMENTS, [
    new Date(now - 5 * minutes),
  ]);
  for (const { id: paymentId, orderId, isAbandoned } of payments)
    await (isAbandoned
      ? enqueue(scope, endPayment, { orderId }, { key: `end:${orderId}` })
      : enqueue(scope, lookAtPayment, { paymentId }, { key: `look:${paymentId}` }));
  const refunds = await scope.db.query<{ id: string; isTold: boolean }[]>(OPEN_REFUNDS, [new Date(now - 30 * minutes)]);
  for (const { id: refundId, isTold } of refunds)
    await enqueue(scope, isTold ? lookAtRefund : sendRefund, { refundId }, { key: `refund:${refundId}` });
});

/** The payment of an order that was given up is to be called off, not only looked at. */
const OPEN_PAYMENTS = `
  SELECT payment.id, order_id AS "orderId", customer_order.state IN ('EXPIRED', 'CANCELLED') AS "isAbandoned"
    FROM payment JOIN customer_order ON customer_order.id = order_id
   WHERE payment.state NOT IN ('SUCCEEDED', 'CANCELLED') AND looked_at < $1
   ORDER BY looked_at LIMIT 1000`;

const OPEN_REFUNDS = `
  SELECT id, provider_id IS NOT NULL AS "isTold" FROM refund
   WHERE state IN ('REQUESTED', 'PENDING') AND updated_at < $1 ORDER BY updated_at LIMIT 1000`;
