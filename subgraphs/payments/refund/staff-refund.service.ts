import { page } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { RequestKeys } from '../../../kit/requests/request-keys';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { OrderLines } from '../order/order.lines';
import { OrderLineState } from '../order/order-line.states';
import { orderPolicy } from '../order/order.policy';
import { lockPaidFor } from '../payment/paid-for';
import { paymentsErrors } from '../payments.errors';
import { ChargeRefundability } from './charge-refundability';
import { requireAmount } from './refund.amount';
import { Refund, RefundLine, RefundReason, RefundResolution } from './refund.entity';
import type { RefundOrderInput, ResolveRefundTaskInput, ResolveRefundTaskPayload } from './refund.input';
import { refundTaskList } from './refund.list';
import { refundPolicy } from './refund.policy';
import { refundWithOrder } from './refund.service';
import { RefundState } from './refund.states';
import { RefundExceedsPaid, RefundOrderPayload, type RefundOrderOutcome } from './refund.types';
import { Refundability, type Refundable } from './refundability';
import { Refunds } from './refunds';

/** What the staff of a seller give back, whatever the rules for buyers say, and what they do where that failed. */
export class StaffRefundService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND without `payments.manage`, UNAUTHENTICATED, BAD_INPUT, NOT_OF_THIS_ORDER, ORDER_DISPUTED, IDEMPOTENCY_KEY_REUSED */
  refundOrder(input: RefundOrderInput): Promise<RefundOrderOutcome> {
    return this.scope.transaction(async (tx) => {
      const order = await tx.require(Order, input.orderId, orderPolicy.manage);
      return tx.get(RequestKeys).once<RefundOrderOutcome, string>('refundOrder', input, {
        run: () => this.refund(tx, order, input),
        remember: (outcome) => (outcome instanceof RefundOrderPayload ? outcome.refund.id : null),
        recall: async (id) => RefundOrderPayload.of(await refundWithOrder(tx, id)),
      });
    });
  }

  /** @throws BAD_CURSOR */
  tasks(args: PageArgs): Promise<Page<Refund>> {
    return page(this.scope, refundTaskList(this.scope.viewer), args);
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED, REFUND_TASK_DONE, REFUND_TASK_OVERTAKEN, ORDER_DISPUTED, INVOICE_DISPUTED */
  resolve({ refundId, resolution, note = null }: ResolveRefundTaskInput): Promise<ResolveRefundTaskPayload> {
    return this.scope.transaction(async (tx) => {
      const known = await tx.db.findOneBy(Refund, { id: refundId });
      if (known) await lockPaidFor(tx, known);
      const refund = await tx.require(Refund, refundId, refundPolicy.manage);
      if (refund.state !== RefundState.FAILED || refund.resolution) throw paymentsErrors.REFUND_TASK_DONE();
      Object.assign(refund, { resolution, resolutionNote: note, resolvedAt: tx.clock.now() });
      await tx.save(refund);
      if (resolution === RefundResolution.CLOSED) return { refund, retry: null };
      await this.requireLeft(tx, refund);
      return { refund, retry: await tx.get(Refunds).again(refund) };
    });
  }

  private async refund(
    tx: Scope,
    order: Order,
    { lines: wanted, reason: note }: RefundOrderInput,
  ): Promise<RefundOrderOutcome> {
    const lines = new Map((await tx.get(OrderLines).of(order.id)).map((line) => [line.id, line]));
    const decided = await tx.get(Refundability).of([...lines.keys()]);
    requireUndisputed(decided);
    const parts: { lineId: string; minor: bigint }[] = [];
    for (const [index, { orderLineId: lineId, amount }] of wanted.entries()) {
      const line = lines.get(lineId);
      if (!line) throw paymentsErrors.NOT_OF_THIS_ORDER();
      if (amount) requireAmount(amount, order.currency, `lines.${index}.amount`);
      const left = order.paidAt === null ? 0n : decided.get(lineId)!.left;
      const minor = amount?.minor ?? left;
      const isBack = line.grossMinor === 0n ? line.state === OrderLineState.REFUNDED : left <= 0n;
      if (order.paidAt === null || isBack || minor > left) return RefundExceedsPaid.of(line, left);
      parts.push({ lineId, minor });
    }
    const refund = await tx.get(Refunds).ofParts(order, parts, { reason: RefundReason.STAFF, note });
    return RefundOrderPayload.of(await refundWithOrder(tx, refund.id));
  }

  /** In the meantime somebody may have given the same money back by another refund. */
  private async requireLeft(tx: Scope, { id: refundId, chargeId, minor: whole }: Refund): Promise<void> {
    if (chargeId !== null) return tx.get(ChargeRefundability).require(chargeId, whole);
    const parts = await tx.db.findBy(RefundLine, { refundId });
    const left = await tx.get(Refundability).of(parts.map(({ lineId }) => lineId));
    requireUndisputed(left);
    if (parts.some(({ lineId, minor }) => minor > left.get(lineId)!.left)) throw paymentsErrors.REFUND_TASK_OVERTAKEN();
  }
}

/** The provider refuses to give back what the buyer's bank has taken. */
function requireUndisputed(lines: ReadonlyMap<string, Refundable>): void {
  if ([...lines.values()].some(({ isDisputed }) => isDisputed)) throw paymentsErrors.ORDER_DISPUTED();
}
