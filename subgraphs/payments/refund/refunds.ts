import { enqueue } from '../../../kit/jobs/job';
import { sum } from '../../../kit/money/shares';
import type { Scope } from '../../../kit/scope/scope';
import type { Order } from '../order/order.entity';
import type { OrderLine } from '../order/order-line.entity';
import { announceOrder } from '../order/order.topics';
import { RefundEffects } from './refund.effects';
import { Refund, RefundLine, RefundReason } from './refund.entity';
import { sendRefund } from './refund.jobs';
import { RefundState } from './refund.states';
import { Refundability } from './refundability';

interface Part {
  readonly lineId: string;
  readonly minor: bigint;
}

interface Asked {
  readonly reason: RefundReason;
  /** In somebody's own words. */
  readonly note?: string | null;
  /** The first refund of the same money, which failed. */
  readonly retryOf?: string;
}

/** Asks for refunds. The order is locked by whoever calls, so that two never ask for the same money. */
export class Refunds {
  constructor(private readonly tx: Scope) {}

  /** The whole of lines, as far as it has not gone back, or is on its way back. */
  async ofLines(order: Order, lines: readonly OrderLine[], reason: RefundReason): Promise<Refund> {
    const left = await this.tx.get(Refundability).of(lines.map(({ id }) => id));
    return this.ofParts(
      order,
      lines.map(({ id: lineId }) => ({ lineId, minor: left.get(lineId)!.left })),
      { reason },
    );
  }

  /** Of each line so much; whoever calls has seen that so much is left. */
  ofParts(order: Order, parts: readonly Part[], asked: Asked): Promise<Refund> {
    return this.request(order, { ...asked, parts, minor: sum(parts.map(({ minor }) => minor)) });
  }

  /** Money that came for an order that did not wait for it. */
  sendBack(order: Order, minor: bigint): Promise<Refund> {
    return this.request(order, { reason: RefundReason.UNEXPECTED, minor, parts: [] });
  }

  /** The money of a refund that failed, once more. */
  async again(order: Order, { id: refundId, retryOf, reason, note, minor }: Refund): Promise<Refund> {
    const parts = await this.tx.db.findBy(RefundLine, { refundId });
    return this.request(order, { reason, note, minor, parts, retryOf: retryOf ?? refundId });
  }

  private async request(
    { id: orderId, userId, organisationId, currency }: Order,
    {
      reason,
      minor,
      parts,
      note = null,
      retryOf = null,
    }: Omit<Asked, 'retryOf'> & { minor: bigint; parts: readonly Part[]; retryOf?: string | null },
  ): Promise<Refund> {
    const facts = { orderId, userId, organisationId, currency, reason, minor, note, retryOf };
    const refund = await this.tx.save(Object.assign(new Refund(), facts, fresh));
    const rows = parts.map(({ lineId, minor: part }) => ({ refundId: refund.id, lineId, minor: part }));
    if (rows.length > 0) await this.tx.db.insert(RefundLine, rows);
    announceOrder(this.tx, orderId);
    if (minor === 0n) await this.tx.get(RefundEffects).succeeded(refund);
    else await enqueue(this.tx, sendRefund, { refundId: refund.id }, { key: `refund:${refund.id}` });
    return refund;
  }
}

const fresh = {
  state: RefundState.REQUESTED,
  providerId: null,
  failure: null,
  succeededAt: null,
  resolution: null,
  resolutionNote: null,
  resolvedAt: null,
};
