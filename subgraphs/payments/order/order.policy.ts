import type { SelectQueryBuilder } from 'typeorm';
import type { Place, Viewer } from '../../../kit/identity/viewer';
import { onlyGranted } from '../../../kit/policy/granted';
import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { Order } from './order.entity';
import { OrderLine } from './order-line.entity';

/** `payments.read` shows what an organisation sold, `payments.manage` lets change what became of it. */
const [read, manage] = ['payments.read', 'payments.manage'] as const;

/** Whether the viewer is of the staff that sees the payments of a place. */
export const isPaymentStaff = (viewer: Viewer, place: Place): boolean =>
  viewer.may(read, place) || viewer.may(manage, place);

/** Who may do what with an order: its buyer, and the staff of its seller. */
export const orderPolicy = definePolicy(Order, {
  see: (viewer) => (order) => viewer.is(order.userId) || isPaymentStaff(viewer, within(order)),
  pay: (viewer) => (order) => viewer.is(order.userId),
  manage: (viewer) => (order) => viewer.may(manage, within(order)),
});

/** An order may have lines of several sellers: the staff of each see theirs. */
export const orderLinePolicy = definePolicy(OrderLine, {
  see: (viewer) => (line) =>
    viewer.is(line.buyerId) ||
    isPaymentStaff(viewer, { organisationId: line.organisationId, resource: `Order:${line.orderId}` }),
});

/** The same as `see` of orders, inside a query. */
export function onlyVisibleOrders(query: SelectQueryBuilder<Order>, viewer: Viewer): void {
  onlyGranted(query, viewer, { owner: 'user_id', permissions: [read, manage], type: Order.name });
}
