import type { Place } from '../../../kit/identity/viewer';
import type { Scope } from '../../../kit/scope/scope';
import { lockOrder } from '../order/order.lock';
import { announceOrder } from '../order/order.topics';
import { lockSubscription } from '../subscription/subscription.lock';
import { announceSubscription } from '../subscription/subscription.topics';

/** What a payment was for: an order, or a subscription. */
export interface PaidFor {
  readonly orderId: string | null;
  readonly subscriptionId: string | null;
}

/** Where what is about a payment lies, for permissions. */
export function placeOfPaid({
  organisationId,
  orderId,
  subscriptionId,
}: PaidFor & { readonly organisationId: string | null }): Place {
  return { organisationId, resource: orderId === null ? `PlanSubscription:${subscriptionId}` : `Order:${orderId}` };
}

/** Locked until the transaction ends: what concerns it happens one after the other. Locked before anything that hangs on it. */
export async function lockPaidFor(tx: Scope, { orderId, subscriptionId }: PaidFor): Promise<void> {
  if (orderId !== null) await lockOrder(tx, orderId);
  if (subscriptionId !== null) await lockSubscription(tx, subscriptionId);
}

/** Tells who follows it. */
export function announcePaidFor(tx: Scope, { orderId, subscriptionId }: PaidFor): void {
  if (orderId !== null) announceOrder(tx, orderId);
  if (subscriptionId !== null) announceSubscription(tx, subscriptionId);
}
