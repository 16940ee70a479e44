import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';

/** Knows what people need not buy, because they have it. */
export class Ownership {
  constructor(private readonly scope: Scope) {}

  /** Of these courses the ones that the person has for good, or has paid for and is about to get. */
  async among(courseIds: readonly string[], userId: string | null): Promise<ReadonlySet<string>> {
    const usable = [...new Set(courseIds)].filter(isUuid);
    if (userId === null || usable.length === 0) return new Set();
    const rows = await this.scope.db.query<{ id: string }[]>(OWNED, [userId, usable]);
    return new Set(rows.map(({ id }) => id));
  }
}

/** A gift has no recipient until it is redeemed. */
const OWNED = `
  SELECT course_id AS id FROM holding WHERE user_id = $1 AND course_id = ANY($2::uuid[]) AND NOT has_ended
  UNION
  SELECT course_id FROM order_line JOIN customer_order ON customer_order.id = order_id
   WHERE recipient_id = $1 AND course_id = ANY($2::uuid[]) AND order_line.state = 'PENDING'
     AND customer_order.paid_at IS NOT NULL`;
