import type { EventPayload } from '../../../kit/events/catalog';
import { enqueueAll } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { NotificationWithdrawal } from '../notification/notification.withdrawal';
import { tellUnread } from './tell-unread.job';
import { UnreadConversation } from './unread-conversation.entity';

type Counted = Pick<UnreadConversation, 'userId' | 'streak' | 'unread' | 'isTold'>;

/** How long somebody may be away before they are told. */
const away = 10 * 60_000;

/** Keeps up with what people have not read, in whatever order and however often messages and readings are told. */
export class Unread {
  constructor(private readonly tx: Scope) {}

  /** Counts a message for those who have not read so far; the first of a streak sets them a time. */
  async add(message: EventPayload<'message.posted'>): Promise<void> {
    const { messageId, conversationId, courseId, authorId, seq, title, recipientIds } = message;
    const given = [recipientIds, conversationId, courseId, authorId, title, seq, messageId];
    const counted = await this.tx.db.query<Counted[]>(ADD, given);
    const begun = counted.filter(({ streak, unread, isTold }) => streak === messageId && unread === 1 && !isTold);
    await this.wait(conversationId, begun);
    const told = counted.filter(({ isTold }) => isTold).map(({ userId }) => userId);
    if (told.length > 0) await this.tx.db.query(COUNT_ON, [conversationId, told]);
  }

  /** What was told of it is read, too. Where something is left, they are told of that after the same time. */
  async read({ conversationId, userId, seq }: EventPayload<'conversation.read'>): Promise<void> {
    const query = this.tx.db.createQueryBuilder(UnreadConversation, 'row').where({ userId, conversationId });
    const before = await query.setLock('pessimistic_write').getOne();
    const left = await this.tx.db.query<Counted[]>(READ, [userId, conversationId, seq, this.tx.ids.next()]);
    if (left.length > 0 && before?.isTold) await this.tx.get(NotificationWithdrawal).read(before.streak, userId);
    await this.wait(
      conversationId,
      left.filter(({ unread }) => unread > 0),
    );
  }

  private async wait(conversationId: string, streaks: readonly Counted[]): Promise<void> {
    const runAt = new Date(this.tx.clock.now().getTime() + away);
    const jobs = streaks.map(({ userId, streak }) => ({ payload: { userId, conversationId, streak }, runAt }));
    await enqueueAll(this.tx, tellUnread, jobs);
  }
}

const COLUMNS = 'user_id, conversation_id, course_id, author_id, title, read_seq, last_seq, unread, streak, is_told';
const COUNTED = 'known.user_id AS "userId", known.streak, known.unread, known.is_told AS "isTold"';

/** In one order, so that two messages to the same people never wait for each other in a circle. */
const ADD = `
  INSERT INTO unread_conversation AS known (${COLUMNS})
  SELECT id, $2, $3, $4, $5, 0, $6, 1, $7, false FROM unnest($1::uuid[]) AS id ORDER BY id
  ON CONFLICT (user_id, conversation_id) DO UPDATE SET
    course_id = excluded.course_id,
    author_id = CASE WHEN excluded.last_seq >= known.last_seq THEN excluded.author_id ELSE known.author_id END,
    title = CASE WHEN excluded.last_seq >= known.last_seq THEN excluded.title ELSE known.title END,
    last_seq = greatest(known.last_seq, excluded.last_seq),
    unread = least(known.unread + 1, greatest(known.last_seq, excluded.last_seq) - known.read_seq),
    streak = CASE WHEN known.unread = 0 THEN excluded.streak ELSE known.streak END,
    is_told = known.is_told AND known.unread > 0
  WHERE known.read_seq < excluded.last_seq
  RETURNING ${COUNTED}`;

const READ = `
  INSERT INTO unread_conversation AS known (${COLUMNS})
  VALUES ($1, $2, NULL, NULL, NULL, $3, $3, 0, $4, false)
  ON CONFLICT (user_id, conversation_id) DO UPDATE SET
    read_seq = excluded.read_seq,
    last_seq = greatest(known.last_seq, excluded.last_seq),
    unread = least(known.unread, greatest(known.last_seq, excluded.last_seq) - excluded.read_seq),
    streak = excluded.streak,
    is_told = false
  WHERE known.read_seq < excluded.read_seq
  RETURNING ${COUNTED}`;

/** What was told counts on while nobody has read it. */
const COUNT_ON = `
  UPDATE notification SET facts = facts || jsonb_build_object('messages', known.unread)
    FROM unread_conversation known
   WHERE known.conversation_id = $1 AND known.user_id = ANY($2::uuid[])
     AND notification.event_id = known.streak AND notification.user_id = known.user_id`;
