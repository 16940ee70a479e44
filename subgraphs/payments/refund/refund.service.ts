import { In } from 'typeorm';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { RequestKeys } from '../../../kit/requests/request-keys';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { OrderLine } from '../order/order-line.entity';
import { orderLinePolicy, orderPolicy } from '../order/order.policy';
import { Refund, RefundReason } from './refund.entity';
import type { RequestRefundInput } from './refund.input';
import { RefundRefused, RequestRefundPayload, type RequestRefundOutcome } from './refund.types';
import { Refundability } from './refundability';
import { Refunds } from './refunds';

/** Buyers who want their money back. */
export class RefundService {
  constructor(private readonly scope: Scope) {}

  /**
   * Asked for in one transaction; the provider is told after it, by a job, and what was bought is taken back when the provider
   * has said yes. @throws UNAUTHENTICATED, NOT_FOUND for what the viewer did not buy, BAD_INPUT, IDEMPOTENCY_KEY_REUSED
   */
  request(input: RequestRefundInput): Promise<RequestRefundOutcome> {
    const buyerId = signedIn(this.scope.viewer);
    return this.scope.transaction((tx) =>
      tx.get(RequestKeys).once<RequestRefundOutcome, string>('requestRefund', input, {
        run: () => this.decide(tx, input, buyerId),
        remember: (outcome) => (outcome instanceof RequestRefundPayload ? outcome.refund.id : null),
        recall: async (id) => RequestRefundPayload.of(await refundWithOrder(tx, id)),
      }),
    );
  }

  private async decide(
    tx: Scope,
    { orderLineIds, reason: note = null }: RequestRefundInput,
    buyerId: string,
  ): Promise<RequestRefundOutcome> {
    const lines = await this.bought(tx, orderLineIds, buyerId);
    const order = await tx.require(Order, lines[0]!.orderId, orderPolicy.pay);
    // Refunds of other orders count: they are decided one after the other.
    await tx.db.query(LOCK, [buyerId]);
    const decided = await tx.get(Refundability).of(orderLineIds);
    for (const line of lines) {
      const bar = decided.get(line.id)?.bar;
      if (bar) return RefundRefused.of(bar, line);
    }
    const parts = lines.map(({ id: lineId }) => ({ lineId, minor: decided.get(lineId)!.left }));
    const refund = await tx.get(Refunds).ofParts(order, parts, { reason: RefundReason.BUYER, note });
    return RequestRefundPayload.of(await refundWithOrder(tx, refund.id));
  }

  private async bought(tx: Scope, ids: readonly string[], buyerId: string): Promise<OrderLine[]> {
    const found = await tx.db.findBy(OrderLine, { id: In([...ids]) });
    const own = (await orderLinePolicy.see(tx, found)).filter((line) => line.buyerId === buyerId);
    if (own.length < ids.length) throw kitErrors.NOT_FOUND({ thing: 'order line' });
    if (new Set(own.map(({ orderId }) => orderId)).size > 1)
      throw kitErrors.BAD_INPUT({ fields: { orderLineIds: 'Name things of one order.' } });
    return own.toSorted((left, right) => left.position - right.position);
  }
}

/** As they are now. */
export async function refundWithOrder(tx: Scope, refundId: string): Promise<{ refund: Refund; order: Order }> {
  const refund = await tx.db.findOneByOrFail(Refund, { id: refundId });
  return { refund, order: await tx.db.findOneByOrFail(Order, { id: refund.orderId! }) };
}

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('refunds to ' || $1, 0))`;
