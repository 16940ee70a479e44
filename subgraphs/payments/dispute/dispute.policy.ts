import { definePolicy } from '../../../kit/policy/policy';
import { isPaymentStaff } from '../order/order.policy';
import { Dispute } from './dispute.entity';

const placeOf = ({ organisationId, orderId }: Dispute) => ({ organisationId, resource: `Order:${orderId}` });

/** Disputes are between the seller and a bank: the buyer hears of them from the bank. */
export const disputePolicy = definePolicy(Dispute, {
  see: (viewer) => (dispute) => isPaymentStaff(viewer, placeOf(dispute)),
  answer: (viewer) => (dispute) => viewer.may('payments.manage', placeOf(dispute)),
});
