import { definePolicy } from '../../../kit/policy/policy';
import { isPaymentStaff } from '../order/order.policy';
import { placeOfPaid } from '../payment/paid-for';
import { Dispute } from './dispute.entity';

/** Disputes are between the seller and a bank: the buyer hears of them from the bank. */
export const disputePolicy = definePolicy(Dispute, {
  see: (viewer) => (dispute) => isPaymentStaff(viewer, placeOfPaid(dispute)),
  answer: (viewer) => (dispute) => viewer.may('payments.manage', placeOfPaid(dispute)),
});
