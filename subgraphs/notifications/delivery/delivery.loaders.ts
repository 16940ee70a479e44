import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import type { NotificationKind } from '../kind/kind';

/** What administrators see beside deliveries. */
export class DeliveryLoaders {
  /** By notification: what it is about, and nothing else of it. */
  readonly kinds: Loader<string, NotificationKind | null>;

  constructor(scope: Scope) {
    this.kinds = loadWith<NotificationKind | null>(async (ids) => {
      const sql = 'SELECT id, kind FROM notification WHERE id = ANY($1::uuid[])';
      const rows = await scope.db.query<{ id: string; kind: NotificationKind }[]>(sql, [ids]);
      return new Map(rows.map(({ id, kind }) => [id, kind]));
    }, null);
  }
}
