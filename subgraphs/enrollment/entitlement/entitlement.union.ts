/** The part of an entitlement that decides whether it counts. */
export interface Period {
  readonly startsAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export function isLive({ startsAt, expiresAt, revokedAt }: Period, now: Date): boolean {
  return revokedAt === null && startsAt <= now && (expiresAt === null || now < expiresAt);
}

/**
 * Many grants, one access: the entitlement that lasts longest of those that are live; null where none is.
 * What it does not say no other one can add.
 */
export function strongest<T extends Period>(entitlements: readonly T[], now: Date): T | null {
  const live = entitlements.filter((entitlement) => isLive(entitlement, now));
  return live.reduce<T | null>((best, next) => (best === null || lastsLonger(next, best) ? next : best), null);
}

function lastsLonger(one: Period, other: Period): boolean {
  if (other.expiresAt === null) return false;
  return one.expiresAt === null || one.expiresAt > other.expiresAt;
}
