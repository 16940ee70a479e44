import type { EventPayload } from '../../../kit/events/catalog';
import { openContact } from '../../../kit/identity/contact';
import type { Scope } from '../../../kit/scope/scope';

/** Keeps up with how people are reached, and forgets it with them. */
export class ContactService {
  constructor(private readonly tx: Scope) {}

  /** Takes the newest facts; older ones, and those of whoever was erased, change nothing. */
  async take({ userId, version, contact }: EventPayload<'user.changed'>): Promise<void> {
    const { email, displayName, locale, timeZone } = openContact(this.tx.secrets, userId, version, contact);
    await this.tx.db.query(TAKE, [userId, version, email, displayName, locale, timeZone]);
  }

  /** Leaves that there was somebody, so that what comes late is not kept again. */
  async forget(userId: string): Promise<void> {
    await this.tx.db.query(FORGET, [userId]);
  }
}

const TAKE = `
  INSERT INTO contact (user_id, version, email, display_name, locale, time_zone, is_erased)
  VALUES ($1, $2, $3, $4, $5, $6, false)
  ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, email = excluded.email, display_name = excluded.display_name,
    locale = excluded.locale, time_zone = excluded.time_zone
  WHERE contact.version < excluded.version AND NOT contact.is_erased`;

const FORGET = `
  INSERT INTO contact (user_id, version, email, display_name, locale, time_zone, is_erased)
  VALUES ($1, 0, NULL, '', 'en', 'UTC', true)
  ON CONFLICT (user_id) DO UPDATE SET email = NULL, display_name = '', locale = 'en', time_zone = 'UTC', is_erased = true`;
