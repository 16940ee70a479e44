import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import type { Order } from '../order/order.entity';
import type { OrderLine } from '../order/order-line.entity';
import { OrderLineState } from '../order/order-line.states';
import type { GiftWish } from '../pricing/purchase.types';
import { Gift } from './gift.entity';
import { sendGiftLetter, sendGiftPaidLetter } from './gift.jobs';
import { GiftLines } from './gift.lines';
import { GiftState } from './gift.states';

/** A line that goes to somebody else. Those of one bundle share a key: one code brings them all. */
export interface GivenLine {
  readonly wantedKey: string;
  readonly gift: GiftWish;
  readonly line: Pick<OrderLine, 'id'>;
}

/** What becomes of an order's gifts as the order goes on. The order is locked by whoever calls. */
export class Gifts {
  constructor(private readonly tx: Scope) {}

  /** It was ordered. */
  async plan({ id: orderId, organisationId, userId: buyerId }: Order, given: readonly GivenLine[]): Promise<void> {
    for (const same of Map.groupBy(given, ({ wantedKey }) => wantedKey).values()) {
      const { email, message } = same[0]!.gift;
      const fresh = { state: GiftState.PLANNED, issuedAt: null, redeemedAt: null, redeemedBy: null };
      const gift = await this.tx.save(
        Object.assign(new Gift(), {
          id: this.tx.ids.next(),
          orderId,
          organisationId,
          buyerId,
          email,
          message,
          ...fresh,
        }),
      );
      const lineIds = same.map(({ line }) => line.id);
      await this.tx.db.query('INSERT INTO gift_line (gift_id, line_id) SELECT $1, unnest($2::uuid[])', [
        gift.id,
        lineIds,
      ]);
    }
  }

  /** It was paid: the codes go out. */
  async issue(orderId: string): Promise<void> {
    for (const gift of await this.of(orderId, GiftState.PLANNED)) {
      gift.become(GiftState.ISSUED);
      gift.issuedAt = this.tx.clock.now();
      await this.tx.save(gift);
      await enqueue(this.tx, sendGiftLetter, { giftId: gift.id });
      await enqueue(this.tx, sendGiftPaidLetter, { giftId: gift.id });
    }
  }

  /** It was given up: who it was for is nobody's business any more. */
  async forget(orderId: string): Promise<void> {
    await this.tx.db.delete(Gift, { orderId, state: GiftState.PLANNED });
  }

  /** Money went back: what is wholly refunded and not redeemed is worth nothing any more. */
  async returned(orderId: string): Promise<void> {
    for (const gift of await this.of(orderId, GiftState.ISSUED)) {
      const lines = await this.tx.get(GiftLines).of(gift);
      if (lines.some(({ state }) => state !== OrderLineState.REFUNDED)) continue;
      gift.become(GiftState.REVOKED);
      await this.tx.save(gift);
    }
  }

  private of(orderId: string, state: GiftState): Promise<Gift[]> {
    const query = this.tx.db.createQueryBuilder(Gift, 'row').where({ orderId, state }).orderBy('row.id');
    return query.setLock('pessimistic_write').getMany();
  }
}
