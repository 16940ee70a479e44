import { definePolicy } from '../../../kit/policy/policy';
import { isPaymentStaff } from '../order/order.policy';
import { Payment } from './payment.entity';

/** Who may see a payment: whoever may see its order. */
export const paymentPolicy = definePolicy(Payment, {
  see: (viewer) => (payment) =>
    viewer.is(payment.userId) ||
    isPaymentStaff(viewer, { organisationId: payment.organisationId, resource: `Order:${payment.orderId}` }),
});
