import type { Scope } from '../../../kit/scope/scope';
import { OrderLine } from '../order/order-line.entity';
import type { Gift } from './gift.entity';

/** What gifts bring. */
export class GiftLines {
  constructor(private readonly scope: Scope) {}

  /** In the order's order. */
  of({ id }: Pick<Gift, 'id'>): Promise<OrderLine[]> {
    return this.scope.db
      .createQueryBuilder(OrderLine, 'row')
      .where('row.id IN (SELECT line_id FROM gift_line WHERE gift_id = :id)', { id })
      .orderBy('row.position')
      .getMany();
  }
}
