import { defineJob } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { OrderLines } from '../order/order.lines';
import { declineMessage, type DeclineReason } from '../provider/declines';
import { failureLetter, receiptLetter, refundFailureLetter, refundLetter } from './letters';
import { aboutRefund } from './refund-letters';

/** Letters say what is true when they are sent. Whoever was erased gets none. */
export const sendReceipt = defineJob<{ orderId: string }>('send_receipt', async (scope, { orderId }) => {
  const about = await aboutOrder(scope, orderId);
  if (!about) return;
  const lines = await scope.get(OrderLines).of(orderId);
  const { totalMinor, taxMinor } = about.order;
  await scope.mailer.send(receiptLetter(about, { lines, totalMinor, taxMinor }));
});

export const sendRefundLetter = defineJob<{ refundId: string }>('send_refund_letter', async (scope, { refundId }) => {
  const about = await aboutRefund(scope, refundId);
  if (about) await scope.mailer.send(refundLetter(about));
});

export const sendFailureLetter = defineJob<{ orderId: string; reason: DeclineReason }>(
  'send_payment_failure_letter',
  async (scope, { orderId, reason }) => {
    const about = await aboutOrder(scope, orderId);
    if (!about || about.order.paidAt) return;
    await scope.mailer.send(failureLetter(about, { message: declineMessage(reason), isOpen: about.order.isOpen }));
  },
);

export const sendRefundFailureLetter = defineJob<{ refundId: string }>(
  'send_refund_failure_letter',
  async (scope, { refundId }) => {
    const about = await aboutRefund(scope, refundId);
    if (about) await scope.mailer.send(refundFailureLetter(about));
  },
);

export const letterJobs = [sendReceipt, sendRefundLetter, sendFailureLetter, sendRefundFailureLetter];

async function aboutOrder(scope: Scope, orderId: string) {
  const order = await scope.db.findOneBy(Order, { id: orderId });
  return order?.receiptEmail ? { order, orderId, to: order.receiptEmail, currency: order.currency } : null;
}
