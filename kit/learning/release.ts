import { DateTime } from 'luxon';
import type { ReleaseRule } from '../events/catalog';

/** What is known of one learner when a lesson's release is decided. */
export interface ReleaseFacts {
  readonly lessonId: string;
  readonly now: Date;
  readonly enrolledAt: Date;
  readonly completed: ReadonlySet<string>;
}

export interface Release {
  readonly isReleased: boolean;
  /** When the last dated rule falls due; null where only lessons are waited for, or nothing is. */
  readonly at: Date | null;
  /** Lessons to complete first. */
  readonly waitingFor: readonly string[];
}

/** A lesson opens when every rule is met. A completed lesson stays open whatever rule comes later. */
export function releaseOf(rules: readonly ReleaseRule[], facts: ReleaseFacts): Release {
  const dates = rules.map((rule) => dueAt(rule, facts.enrolledAt)).filter((date) => date !== null);
  const at = dates.length > 0 ? new Date(Math.max(...dates.map(Number))) : null;
  const waitingFor = rules.flatMap((rule) =>
    rule.kind === 'AFTER_LESSON' && !facts.completed.has(rule.lessonId) ? [rule.lessonId] : [],
  );
  const isDue = at === null || at <= facts.now;
  return { isReleased: facts.completed.has(facts.lessonId) || (isDue && waitingFor.length === 0), at, waitingFor };
}

function dueAt(rule: ReleaseRule, enrolledAt: Date): Date | null {
  switch (rule.kind) {
    case 'AT':
      return new Date(rule.instant);
    case 'DAYS_AFTER_ENROLLMENT':
      return DateTime.fromJSDate(enrolledAt, { zone: rule.zone }).plus({ days: rule.days }).toJSDate();
    case 'AFTER_LESSON':
      return null;
  }
}

/**
 * The instant that a wall clock in a zone means. Where the clock is set forward and the time does not exist, the
 * instant right after the gap's length; where it is set back and the time exists twice, the first.
 * Null for an unknown zone or a time that is none.
 */
export function instantOf(local: string, zone: string): Date | null {
  const moment = DateTime.fromISO(local, { zone });
  if (!moment.isValid) return null;
  return new Date(Math.min(...moment.getPossibleOffsets().map(Number)));
}
