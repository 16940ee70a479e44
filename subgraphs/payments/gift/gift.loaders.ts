import { loadByKey, loadManyByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Gift } from './gift.entity';
import { giftPolicy } from './gift.policy';

/** Reads of gifts by key. */
export class GiftLoaders {
  readonly visible: Loader<string, Gift | null>;
  readonly ofOrder: Loader<string, Gift[]>;
  /** The courses that a gift brings, in the order's order. */
  readonly courseIds: Loader<string, readonly string[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Gift, 'id', giftPolicy.see);
    this.ofOrder = loadManyByKey(scope, Gift, 'orderId', { order: { id: 'ASC' }, policy: giftPolicy.see });
    this.courseIds = loadWith<readonly string[]>(async (ids) => {
      const rows = await scope.db.query<{ id: string; courseIds: string[] }[]>(COURSES, [ids]);
      return new Map(rows.map(({ id, courseIds }) => [id, courseIds]));
    }, []);
  }
}

const COURSES = `
  SELECT gift_id AS id, array_agg(course_id ORDER BY position) AS "courseIds"
    FROM gift_line JOIN order_line ON order_line.id = line_id WHERE gift_id = ANY($1::uuid[]) GROUP BY gift_id`;
