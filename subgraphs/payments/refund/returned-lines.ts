import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { Gifts } from '../gift/gifts';
import type { Order } from '../order/order.entity';
import type { OrderLine } from '../order/order-line.entity';
import { OrderLines } from '../order/order.lines';
import { OrderLineState } from '../order/order-line.states';
import { OrderState } from '../order/order.states';

interface Part {
  readonly lineId: string;
  readonly minor: bigint;
}

/** What becomes of an order whose money went back, by a refund or by a bank. The order is locked by whoever calls. */
export class ReturnedLines {
  constructor(private readonly tx: Scope) {}

  /** What is paid back whole is taken from its learner. The id is that of what sent the money back. */
  async takeBack(order: Order, parts: readonly Part[], causeId: string): Promise<void> {
    const lines = await this.tx.get(OrderLines).of(order.id);
    const returned = await this.returnOf(lines, parts);
    const isWhole = lines.every(({ state }) => state === OrderLineState.REFUNDED);
    const state = isWhole ? OrderState.REFUNDED : OrderState.PARTIALLY_REFUNDED;
    if (order.state !== state && order.state !== OrderState.REFUNDED) {
      order.become(state);
      await this.tx.save(order);
    }
    if (returned.length > 0) await this.tx.get(Gifts).returned(order.id);
    const told = returned.flatMap(({ id: lineId, courseId, organisationId, recipientId: userId }) =>
      userId === null ? [] : [{ lineId, courseId, organisationId, userId }],
    );
    if (told.length > 0)
      await emit(this.tx, 'order.refunded', {
        orderId: order.id,
        refundId: causeId,
        userId: order.userId,
        lines: told,
      });
  }

  /** @returns the lines whose whole money is back now, and that were, or may be, handed over */
  private async returnOf(lines: readonly OrderLine[], parts: readonly Part[]): Promise<OrderLine[]> {
    const whole: OrderLine[] = [];
    for (const { lineId, minor } of parts) {
      const line = lines.find(({ id }) => id === lineId)!;
      line.refundedMinor += minor;
      if (line.refundedMinor === line.grossMinor && line.state !== OrderLineState.REFUNDED) {
        if (line.state !== OrderLineState.REFUSED) whole.push(line);
        line.become(OrderLineState.REFUNDED);
      }
      await this.tx.get(OrderLines).save(line);
    }
    return whole;
  }
}
