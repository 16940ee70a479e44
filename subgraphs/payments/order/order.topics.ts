import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';

export interface OrderMessage {
  readonly orderId: string;
}

/** Keys: `<order>`. */
export const orderTopic = liveTopic<OrderMessage>('order');

/** Tells who follows the order. */
export function announceOrder(tx: Scope, orderId: string): void {
  tx.afterCommit(() => orderTopic.publish(tx.live, orderId, { orderId }));
}
