import { on } from '../../../kit/events/on';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { HandoverService } from './handover.service';

type Line = Parameters<HandoverService['handOver']>[1];

export const onOrderPaid = on('order.paid', async (tx, { orderId, lines }) => {
  for (const line of inOneOrder(lines)) await tx.get(HandoverService).handOver(orderId, line);
});

export const onGiftRedeemed = on('gift.redeemed', async (tx, { orderId, lines }) => {
  for (const line of inOneOrder(lines)) await tx.get(HandoverService).handOver(orderId, line, EntitlementSource.GIFT);
});

export const onOrderRefunded = on('order.refunded', async (tx, { lines }) => {
  for (const line of inOneOrder(lines)) await tx.get(HandoverService).takeBack(line);
});

/** For everyone, so that two orders of the same courses do not wait for one another. */
function inOneOrder(lines: readonly Line[]): Line[] {
  return lines.toSorted((left, right) => (left.courseId < right.courseId ? -1 : 1));
}
