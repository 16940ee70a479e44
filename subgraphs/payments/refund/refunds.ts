import { enqueue } from '../../../kit/jobs/job';
import { sum } from '../../../kit/money/shares';
import type { Scope } from '../../../kit/scope/scope';
import type { Order } from '../order/order.entity';
import type { OrderLine } from '../order/order-line.entity';
import { RefundEffects } from './refund.effects';
import { Refund, RefundLine, RefundReason } from './refund.entity';
import { sendRefund } from './refund.jobs';
import { RefundState } from './refund.states';

interface Part {
  readonly line: OrderLine;
  readonly minor: bigint;
}

/** Asks for refunds. The order is locked by whoever calls, so that two never ask for the same money. */
export class Refunds {
  constructor(private readonly tx: Scope) {}

  /** The whole of lines, as far as it has not gone back, or is on its way back. */
  async ofLines(order: Order, lines: readonly OrderLine[], reason: RefundReason): Promise<Refund> {
    const asked = await this.askedFor(lines.map(({ id }) => id));
    const parts = lines.map((line) => ({ line, minor: line.grossMinor - (asked.get(line.id) ?? 0n) }));
    return this.request(order, { reason, minor: sum(parts.map(({ minor }) => minor)), parts });
  }

  /** Money that came for an order that did not wait for it. */
  sendBack(order: Order, minor: bigint): Promise<Refund> {
    return this.request(order, { reason: RefundReason.UNEXPECTED, minor, parts: [] });
  }

  private async request(
    { id: orderId, userId, organisationId, currency }: Order,
    { reason, minor, parts }: { reason: RefundReason; minor: bigint; parts: readonly Part[] },
  ): Promise<Refund> {
    const facts = { orderId, userId, organisationId, currency, reason, minor };
    const fresh = { state: RefundState.REQUESTED, providerId: null, failure: null, succeededAt: null };
    const refund = await this.tx.save(Object.assign(new Refund(), facts, fresh));
    const rows = parts.map(({ line, minor: part }) => ({ refundId: refund.id, lineId: line.id, minor: part }));
    if (rows.length > 0) await this.tx.db.insert(RefundLine, rows);
    if (minor === 0n) await this.tx.get(RefundEffects).succeeded(refund);
    else await enqueue(this.tx, sendRefund, { refundId: refund.id }, { key: `refund:${refund.id}` });
    return refund;
  }

  /** What of each line went back, or is on its way: only what failed does not count. */
  private async askedFor(lineIds: readonly string[]): Promise<Map<string, bigint>> {
    const rows = await this.tx.db.query<{ id: string; minor: string }[]>(ASKED_FOR, [lineIds]);
    return new Map(rows.map(({ id, minor }) => [id, BigInt(minor)]));
  }
}

const ASKED_FOR = `
  SELECT line_id AS id, sum(refund_line.minor) AS minor FROM refund_line JOIN refund ON refund.id = refund_id
   WHERE line_id = ANY($1::uuid[]) AND state <> 'FAILED' GROUP BY line_id`;
