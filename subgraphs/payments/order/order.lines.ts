import type { Scope } from '../../../kit/scope/scope';
import { OrderLine } from './order-line.entity';

/** The lines of orders as they are written; what the viewer may see of them is for the loaders. */
export class OrderLines {
  constructor(private readonly tx: Scope) {}

  /** In their order. */
  of(orderId: string): Promise<OrderLine[]> {
    return this.tx.db.getRepository(OrderLine).find({ where: { orderId }, order: { position: 'ASC' } });
  }

  async add(lines: readonly OrderLine[]): Promise<void> {
    await this.tx.db
      .createQueryBuilder()
      .insert()
      .into(OrderLine)
      .values([...lines])
      .updateEntity(false)
      .execute();
  }

  /** Writes what became of a line; its amounts are frozen, by the database, too. Its order must be locked. */
  async save({
    id,
    state,
    refusal,
    entitlementId,
    enrollmentId,
    refundedMinor,
    recipientId,
  }: OrderLine): Promise<void> {
    await this.tx.db.update(OrderLine, id, { state, refusal, entitlementId, enrollmentId, refundedMinor, recipientId });
  }
}
