import { DateTime } from 'luxon';

/** Minutes since midnight, as a clock on the wall shows them: 0 to 1439. */
export type MinuteOfDay = number;

/** `22:30` as minutes. */
export function readMinutes(text: string): MinuteOfDay {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Minutes as `22:30`. */
export function writeMinutes(minutes: MinuteOfDay): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/**
 * The instants at which the wall clock shows a time on a day: two where it is set back over it. Where it is set forward over
 * it there is none, and the moment of the change stands for it.
 */
export function instantsOf(day: DateTime, minutes: MinuteOfDay): Date[] {
  const wanted = day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 });
  if (wanted.hour * 60 + wanted.minute !== minutes) return [changeBefore(wanted)];
  return wanted
    .getPossibleOffsets()
    .map((instant) => instant.toJSDate())
    .toSorted((left, right) => left.getTime() - right.getTime());
}

/** When the clock was set forward over a time that does not exist; luxon shows it as much later as was left out. */
function changeBefore(shifted: DateTime): Date {
  let [before, after] = [shifted.minus({ hours: 4 }).toMillis(), shifted.toMillis()];
  const zone = shifted.zoneName ?? 'UTC';
  const offsetAt = (at: number): number => DateTime.fromMillis(at, { zone }).offset;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === offsetAt(before)) before = middle;
    else after = middle;
  }
  return new Date(after);
}
