import { violates } from '../../../kit/database/sql-state';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { userErrors } from '../users.errors';

/** ASCII only: no two usernames look alike without being alike. */
export const usernameShape = /^[A-Za-z0-9][A-Za-z0-9_-]{1,28}[A-Za-z0-9]$/;

/** Text on one line for people: no control characters, and none that turn the direction of what follows. */
export const shownText = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u;

/** Names that would pass for the house, or that addresses need. */
const reserved = /^(administrator|api|help|lyceum|me|moderator|new|root|security|staff|support|system|deleted-.*)$/i;

/**
 * Makes sure that nobody else has this username or has asked for it, until the transaction ends.
 * @throws USERNAME_TAKEN
 */
export async function claimUsername(tx: Scope, username: string, exceptUserId: string | null = null): Promise<void> {
  if (reserved.test(username)) throw userErrors.USERNAME_TAKEN();
  await tx.db.query(LOCK_USERNAME, [username]);
  const holders = await tx.db.query<unknown[]>(HOLDERS, [username, exceptUserId, tx.clock.now()]);
  if (holders.length > 0) throw userErrors.USERNAME_TAKEN();
}

/** Names lie in two tables, so that two parallel claims must meet at a lock rather than at an index. */
const LOCK_USERNAME = `SELECT pg_advisory_xact_lock(hashtextextended('username ' || lower($1), 0))`;

const HOLDERS = `
  SELECT 1 FROM account WHERE username = $1 AND id IS DISTINCT FROM $2::uuid
  UNION ALL SELECT 1 FROM registration WHERE username = $1 AND expires_at > $3`;

export function refuseTakenUsername(error: unknown): never {
  if (violates(error, 'account_username') || violates(error, 'registration_username'))
    throw userErrors.USERNAME_TAKEN();
  throw error;
}

/** NFKC and trimmed, so that what looks alike is alike. @throws BAD_INPUT where nothing is left, or too much. */
export function normalisedText(field: string, text: string, longest: number): string {
  const normal = text.normalize('NFKC').trim();
  if (normal === '') throw kitErrors.BAD_INPUT({ fields: { [field]: `${field} must not be empty` } });
  if (normal.length > longest)
    throw kitErrors.BAD_INPUT({ fields: { [field]: `${field} must be at most ${longest} characters` } });
  return normal;
}
