/** Seconds to wait where a provider does not say how many, and at most. */
const usualWait = 30;
const longestWait = 3_600;

/** Seconds that a `Retry-After` names (RFC 9110, section 10.2.3); one that names a day and an hour waits as usual. */
export function waitIn(retryAfter: string | null | undefined): number {
  const given = retryAfter ? Number(retryAfter) : Number.NaN;
  return Number.isFinite(given) && given >= 0 ? Math.min(Math.ceil(given), longestWait) : usualWait;
}
