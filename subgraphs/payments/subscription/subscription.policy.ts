import type { SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../../kit/identity/viewer';
import { onlyGranted } from '../../../kit/policy/granted';
import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { isPaymentStaff } from '../order/order.policy';
import { PlanSubscription } from './subscription.entity';

/** Who may do what with a subscription: its subscriber, and the staff of its seller. */
export const subscriptionPolicy = definePolicy(PlanSubscription, {
  see: (viewer) => (row) => viewer.is(row.userId) || isPaymentStaff(viewer, within(row)),
  own: (viewer) => (row) => viewer.is(row.userId),
  manage: (viewer) => (row) => viewer.may('payments.manage', within(row)),
});

/** The same as `see`, inside a query. */
export function onlyVisibleSubscriptions(query: SelectQueryBuilder<PlanSubscription>, viewer: Viewer): void {
  const permissions = ['payments.read', 'payments.manage'];
  onlyGranted(query, viewer, { owner: 'user_id', permissions, type: PlanSubscription.name });
}
