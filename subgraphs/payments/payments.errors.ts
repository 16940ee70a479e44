import { defineErrors } from '../../kit/errors/errors';

export const paymentsErrors = defineErrors({
  COUPON_CODE_TAKEN: { message: 'This seller has a coupon of that code.', remedy: 'Choose another code.' },
  COUPON_IN_USE: {
    message: 'Orders have this coupon: it cannot be deleted.',
    remedy: 'Switch it off with `updateCoupon(input: { isActive: false })`.',
  },
  GIFT_NOT_WAITING: {
    message: 'Nobody waits for this gift: it is {state}.',
    remedy: 'Only what is paid and not redeemed yet has a code: read `Gift.state`.',
  },
  PAYMENTS_UNAVAILABLE: {
    message: 'Payments cannot be taken right now.',
    remedy: 'Send the same request again, with the same idempotency key, in a moment.',
  },
  PAYOUTS_UNDER_WAY: {
    message: 'A payout run is being computed.',
    remedy: 'Read `payoutRuns`; begin another one once that is SENDING or DONE.',
  },
  PAYMENT_REFUSED: {
    message: 'No payment can be taken for this.',
    remedy: 'The order was given up: the provider does not take its total, or its currency.',
  },
  ORDER_NOT_OPEN: {
    message: 'This order does not wait for a payment.',
    remedy: 'Read `order.state`; what expired is ordered anew.',
  },
  DISPUTE_NOT_OPEN: {
    message: 'The bank does not wait for evidence.',
    remedy: 'Read `dispute.state` and `dispute.evidenceDueAt`. Banks take evidence once.',
  },
  ORDER_DISPUTED: {
    message: 'The buyer’s bank holds the money of this order back.',
    remedy:
      'Answer the dispute, or let it be lost: then the bank gives the money back. Read `disputes(filter: { orderId })`.',
  },
  INVOICE_DISPUTED: {
    message: 'The subscriber’s bank holds the money of this invoice back.',
    remedy:
      'Answer the dispute, or let it be lost: then the bank gives the money back. Read `disputes(filter: { subscriptionId })`.',
  },
  INVOICE_OF_ORDER: {
    message: 'This invoice is of an order.',
    remedy: 'Give back money of an order with `refundOrder`.',
  },
  NOT_OF_THIS_ORDER: {
    message: 'The order has no such line.',
    remedy: 'Read `order.lines`: a refund is of lines of one order.',
  },
  REFUND_TASK_DONE: {
    message: 'There is nothing to do about this refund.',
    remedy: 'It did not fail, or somebody resolved it: read `refund.state` and `refund.resolution`.',
  },
  REFUND_TASK_OVERTAKEN: {
    message: 'The money of this refund went back by another one.',
    remedy: 'Resolve the task as CLOSED.',
  },
  PLAN_STATE: {
    message: 'This cannot be done with a plan that is {state}.',
    remedy: 'Read `plan.state`: what people may have subscribed to stays as it is, and what is retired stays retired.',
  },
  SUBSCRIPTION_STATE: {
    message: 'This cannot be done with a subscription that is {state}.',
    remedy: 'Read `subscription.state` and `subscription.cancelsAtPeriodEnd`.',
  },
  WEBHOOK_REFUSED: {
    message: 'This was not signed by the payment provider, or too long ago.',
    remedy: 'Only the payment provider calls this. Compare `STRIPE_WEBHOOK_SECRET` with the endpoint’s secret there.',
  },
});
