import { DateTime } from 'luxon';
import { instantsOf, type MinuteOfDay } from './wall-clock';

export enum DigestRhythm {
  NONE = 'NONE',
  HOURLY = 'HOURLY',
  DAILY = 'DAILY',
  WEEKLY = 'WEEKLY',
}

export interface DigestPlan {
  readonly digest: DigestRhythm;
  readonly digestAt: MinuteOfDay;
  /** 1 is Monday (ISO 8601). */
  readonly digestWeekday: number;
}

/**
 * When the next digest goes, after a moment, by the clock on the wall of a zone; null without digests. A time that comes twice
 * in a night counts once, one that is left out when the clock is set forward.
 */
export function nextDigest(now: Date, { digest, digestAt, digestWeekday }: DigestPlan, zone: string): Date | null {
  if (digest === DigestRhythm.NONE) return null;
  const local = DateTime.fromJSDate(now, { zone });
  if (digest === DigestRhythm.HOURLY) return local.startOf('hour').plus({ hours: 1 }).toJSDate();
  const days = Array.from({ length: 9 }, (_, ahead) => local.startOf('day').plus({ days: ahead }));
  const wanted = digest === DigestRhythm.DAILY ? days : days.filter(({ weekday }) => weekday === digestWeekday);
  return wanted.map((day) => instantsOf(day, digestAt)[0]!).find((instant) => instant > now) ?? null;
}
