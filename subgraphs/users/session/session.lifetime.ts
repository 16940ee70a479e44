const day = 86_400_000;
/** A session that nobody refreshes ends by itself. */
const idleLifetime = 30 * day;
/** However busy, a session asks for the password again some day. */
const longestLifetime = 180 * day;

/** When a session ends that was begun then and is used now. */
export function sessionExpiry(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + idleLifetime, createdAt.getTime() + longestLifetime));
}
