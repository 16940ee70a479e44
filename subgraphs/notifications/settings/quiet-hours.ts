import { DateTime } from 'luxon';
import { instantsOf, type MinuteOfDay } from './wall-clock';

/** From the first minute to before the second, over midnight where the first is later; empty where both are the same. */
export interface QuietHours {
  readonly from: MinuteOfDay;
  readonly until: MinuteOfDay;
}

/** When the quiet in which a moment lies ends, by the clock on the wall of a zone; null where it is not quiet. */
export function quietUntil(now: Date, { from, until }: QuietHours, zone: string): Date | null {
  const local = DateTime.fromJSDate(now, { zone });
  const minute = local.hour * 60 + local.minute;
  const isQuiet = from <= until ? minute >= from && minute < until : minute >= from || minute < until;
  if (!isQuiet) return null;
  const days = [local, local.plus({ days: 1 })];
  return days.flatMap((day) => instantsOf(day, until)).find((instant) => instant > now) ?? null;
}
