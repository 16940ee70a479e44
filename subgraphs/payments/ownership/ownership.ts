import { loadWith, type Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';

/** Knows what people need not buy, because they have it. */
export class Ownership {
  /** By person. */
  private readonly loaders = new Map<string, Loader<string, boolean>>();

  constructor(private readonly scope: Scope) {}

  /** Of these courses the ones that the person has for good, or has paid for and is about to get. */
  async among(courseIds: readonly string[], userId: string | null): Promise<ReadonlySet<string>> {
    if (userId === null) return new Set();
    const usable = courseIds.filter(isUuid);
    const loader = this.of(userId);
    const owned = await Promise.all(usable.map((id) => loader.load(id)));
    return new Set(usable.filter((_, index) => owned[index]));
  }

  private of(userId: string): Loader<string, boolean> {
    const known = this.loaders.get(userId) ?? loadWith((ids) => this.read(ids, userId), false);
    this.loaders.set(userId, known);
    return known;
  }

  private async read(courseIds: readonly string[], userId: string): Promise<Map<string, boolean>> {
    const rows = await this.scope.db.query<{ id: string }[]>(OWNED, [userId, courseIds]);
    return new Map(rows.map(({ id }) => [id, true]));
  }
}

/** A gift has no recipient until it is redeemed. */
const OWNED = `
  SELECT course_id AS id FROM holding WHERE user_id = $1 AND course_id = ANY($2::uuid[]) AND NOT has_ended
  UNION
  SELECT course_id FROM order_line JOIN customer_order ON customer_order.id = order_id
   WHERE recipient_id = $1 AND course_id = ANY($2::uuid[]) AND order_line.state = 'PENDING'
     AND customer_order.paid_at IS NOT NULL`;
