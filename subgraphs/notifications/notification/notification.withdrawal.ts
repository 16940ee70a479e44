import type { Scope } from '../../../kit/scope/scope';

interface Id {
  readonly id: string;
}

/** What becomes of what people were told when it is no news any more: letters of it that have not gone do not go. */
export class NotificationWithdrawal {
  constructor(private readonly tx: Scope) {}

  /** A post was removed: nobody reads of it any more. */
  async ofPost(postId: string): Promise<void> {
    await this.hold(await this.change(WITHDRAW, [postId]), 'WITHDRAWN');
  }

  /** Somebody read elsewhere what one event told them. */
  async read(eventId: string, userId: string): Promise<void> {
    await this.hold(await this.change(READ, [eventId, userId, this.tx.clock.now()]), 'READ');
  }

  private async change(sql: string, given: readonly unknown[]): Promise<string[]> {
    // TypeORM answers an UPDATE with its rows and their number.
    const [rows] = await this.tx.db.query<[Id[], number]>(sql, [...given]);
    return rows.map(({ id }) => id);
  }

  private async hold(ids: readonly string[], problem: string): Promise<void> {
    if (ids.length > 0) await this.tx.db.query(HOLD, [ids, problem, this.tx.clock.now()]);
  }
}

const WITHDRAW = `
  UPDATE notification SET is_shown = false, facts = facts || '{"threadTitle": "", "snippet": ""}'
   WHERE facts ->> 'postId' = $1::text RETURNING id`;

const READ = `
  UPDATE notification SET read_at = coalesce(read_at, $3), seen_at = coalesce(seen_at, $3)
   WHERE event_id = $1 AND user_id = $2 RETURNING id`;

const HOLD = `
  UPDATE delivery SET state = 'SKIPPED', problem = $2, version = version + 1, updated_at = $3
   WHERE state IN ('PENDING', 'WAITING') AND notification_id = ANY($1::uuid[])`;
