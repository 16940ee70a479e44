import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { Order } from './order.entity';

/** Who may do what with an order: its buyer, and the staff of its seller who read or manage payments. */
export const orderPolicy = definePolicy(Order, {
  see: (viewer) => (order) =>
    viewer.is(order.userId) ||
    viewer.may('payments.read', within(order)) ||
    viewer.may('payments.manage', within(order)),
  pay: (viewer) => (order) => viewer.is(order.userId),
  manage: (viewer) => (order) => viewer.may('payments.manage', within(order)),
});
