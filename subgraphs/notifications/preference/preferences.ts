import { In } from 'typeorm';
import type { Scope } from '../../../kit/scope/scope';
import { Channel } from '../channel/channel';
import { NotificationKind } from '../kind/kind';
import { kinds } from '../kind/kinds';
import { isUsual } from './defaults';
import { Preference } from './preference.entity';

/** Whether somebody wants a kind by a channel. */
export type Wants = (userId: string, channel: Channel) => boolean;

/** What people want to hear of, and by which way. */
export class Preferences {
  constructor(private readonly scope: Scope) {}

  /** For many people at once. */
  async about(kind: NotificationKind, userIds: readonly string[]): Promise<Wants> {
    const chosen = await this.scope.db.findBy(Preference, { kind, userId: In(userIds) });
    const known = new Map(chosen.map(({ userId, channel, isOn }) => [`${userId}:${channel}`, isOn]));
    return (userId, channel) => known.get(`${userId}:${channel}`) ?? isUsual(kind, channel);
  }

  /** No more letters of a kind; whoever has enough of digests has none of what they gather. */
  async stop(userId: string, about: NotificationKind | 'DIGEST'): Promise<void> {
    const gathered = Object.values(NotificationKind).filter((kind) => !kinds[kind].isUrgent);
    for (const kind of about === 'DIGEST' ? gathered : [about])
      await this.choose({ userId, kind, channel: Channel.EMAIL, isOn: false });
  }

  /** Remembers a choice; the last one counts. */
  async choose({ userId, kind, channel, isOn }: Omit<Preference, 'changedAt'>): Promise<void> {
    await this.scope.db.query(CHOOSE, [userId, kind, channel, isOn, this.scope.clock.now()]);
  }
}

const CHOOSE = `
  INSERT INTO preference (user_id, kind, channel, is_on, changed_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (user_id, kind, channel) DO UPDATE SET is_on = excluded.is_on, changed_at = excluded.changed_at`;
