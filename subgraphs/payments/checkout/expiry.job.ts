import { defineCron, defineJob, enqueue } from '../../../kit/jobs/job';
import { PaymentEnd } from './payment-end';

/** Gives up one order that was not paid in time, or the payment of one that is over. */
export const endPayment = defineJob<{ orderId: string }>('end_payment', (scope, { orderId }) =>
  scope.get(PaymentEnd).end(orderId),
);

/** Finds orders whose time is up, each minute; each is a job of its own, so that none holds up another. */
export const expireOrders = defineCron('expire_orders', '* * * * *', async (scope) => {
  const orders = await scope.db.query<{ id: string }[]>(DUE, [scope.clock.now()]);
  for (const { id: orderId } of orders) await enqueue(scope, endPayment, { orderId }, { key: `end:${orderId}` });
});

const DUE = `
  SELECT id FROM customer_order WHERE state IN ('CREATED', 'PENDING_PAYMENT') AND expires_at <= $1
   ORDER BY expires_at LIMIT 1000`;
