import { defineJob, enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { sendFailureLetter } from '../letters/letter.jobs';
import { Order } from '../order/order.entity';
import { Payment } from '../payment/payment.entity';
import { PaymentStart } from './payment-start';
import { unlessRefused } from './unless-refused';

/** Completes what a crash interrupted between an order and its payment. */
export const beginPayment = defineJob<{ orderId: string }>('begin_payment', async (scope, { orderId }) => {
  const before = await scope.db.findOneBy(Payment, { orderId });
  await scope.get(PaymentStart).start(orderId).catch(unlessRefused);
  if (!before?.decline) await tellOfDecline(scope, orderId);
});

/** Whose saved card was charged by this job, and declined, got no answer to their request: they hear of it by letter. */
async function tellOfDecline(scope: Scope, orderId: string): Promise<void> {
  const order = await scope.db.findOneByOrFail(Order, { id: orderId });
  const payment = await scope.db.findOneBy(Payment, { orderId });
  if (order.way.kind !== 'CLIENT' || order.way.methodId === null || !payment?.decline) return;
  const letter = { orderId, reason: payment.decline.reason };
  await enqueue(scope, sendFailureLetter, letter, { key: `payment declined:${orderId}` });
}
