/** Minutes before its beginning at which a session is brought to mind. */
export const reminders: readonly number[] = [24 * 60, 10];

const minutesBefore = (moment: Date, minutes: number): Date => new Date(moment.getTime() - minutes * 60_000);

/** When the next reminder after a moment is due; null after the last one. */
export function nextReminder(scheduledAt: Date, after: Date): Date | null {
  return reminders.map((minutes) => minutesBefore(scheduledAt, minutes)).find((due) => due > after) ?? null;
}

/** Which reminder a moment asks for: of several that are overdue the last one, so that nobody hears twice at once. */
export function dueReminder(scheduledAt: Date, now: Date): number | null {
  if (now >= scheduledAt) return null;
  return reminders.findLast((minutes) => minutesBefore(scheduledAt, minutes) <= now) ?? null;
}
