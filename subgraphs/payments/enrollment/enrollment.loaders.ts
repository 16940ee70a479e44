import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import type { Order } from '../order/order.entity';
import { OrderLoaders } from '../order/order.loaders';

/** What was paid for stays in courses. */
export class EnrollmentLoaders {
  private readonly orderIds: Loader<string, string | null>;

  constructor(private readonly scope: Scope) {
    this.orderIds = loadWith<string | null>(async (ids) => {
      const rows = await scope.db.query<{ id: string; orderId: string }[]>(ORDERS, [ids]);
      return new Map(rows.map(({ id, orderId }) => [id, orderId]));
    }, null);
  }

  /** As far as the viewer may see it: by the policy of orders. */
  async order(id: string): Promise<Order | null> {
    const orderId = await this.orderIds.load(id);
    return orderId === null ? null : this.scope.get(OrderLoaders).visible.load(orderId);
  }
}

/** The newest, where what was given back was bought again within one stay. */
const ORDERS = `
  SELECT DISTINCT ON (enrollment_id) enrollment_id AS id, order_id AS "orderId" FROM order_line
   WHERE enrollment_id = ANY($1::uuid[]) ORDER BY enrollment_id, id DESC`;
