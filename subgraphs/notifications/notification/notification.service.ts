import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { Notification } from './notification.entity';
import type { WhichNotificationsInput } from './notification.input';

/** What becomes of a notification. What was put away or read was seen. */
const changes = {
  see: { set: 'seen_at = coalesce(seen_at, $3)', where: 'seen_at IS NULL' },
  read: { set: 'read_at = $3, seen_at = coalesce(seen_at, $3)', where: 'read_at IS NULL' },
  unread: { set: 'read_at = NULL', where: 'read_at IS NOT NULL' },
  archive: {
    set: 'archived_at = $3, seen_at = coalesce(seen_at, $3), read_at = coalesce(read_at, $3)',
    where: 'archived_at IS NULL',
  },
  unarchive: { set: 'archived_at = NULL', where: 'archived_at IS NOT NULL' },
} as const;

export type Change = keyof typeof changes;

/** What somebody does with what they were told. */
export class NotificationService {
  constructor(private readonly scope: Scope) {}

  /** Changes the viewer's own; returns those that changed, the newest first, at most 100. @throws UNAUTHENTICATED, BAD_INPUT */
  change(change: Change, which: WhichNotificationsInput): Promise<Notification[]> {
    const userId = signedIn(this.scope.viewer);
    const chosen = choice(which);
    return this.scope.transaction(async (tx) => {
      const { set, where } = changes[change];
      const sql = `UPDATE notification SET ${set} WHERE user_id = $1 AND is_shown AND ${where} AND ${chosen.where} RETURNING id`;
      const at = set.includes('$3') ? [tx.clock.now()] : [];
      // TypeORM answers an UPDATE with its rows and their number.
      const [rows] = await tx.db.query<[{ id: string }[], number]>(sql, [userId, chosen.given, ...at]);
      return tx.db
        .createQueryBuilder(Notification, 'row')
        .where('row.id = ANY(:ids)', { ids: rows.map(({ id }) => id) })
        .orderBy('row.createdAt', 'DESC')
        .addOrderBy('row.id', 'DESC')
        .limit(100)
        .getMany();
    });
  }
}

/** @throws BAD_INPUT unless exactly one way to choose is given */
function choice({ ids, groupId, all }: WhichNotificationsInput): { where: string; given: readonly string[] } {
  const ways = [ids != null, groupId != null, all != null].filter(Boolean);
  if (ways.length !== 1 || all === false)
    throw kitErrors.BAD_INPUT({ fields: { 'input.ids': 'Give ids, groupId or all: true, one of the three.' } });
  if (ids) return { where: 'id = ANY($2::uuid[])', given: ids.filter(isUuid) };
  if (groupId != null) return { where: 'group_id = ANY($2::uuid[])', given: [groupId].filter(isUuid) };
  return { where: '$2::uuid[] IS NOT NULL', given: [] };
}
