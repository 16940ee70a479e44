import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { notificationsErrors } from '../notifications.errors';
import { Preferences } from '../preference/preferences';
import { NotificationSettings } from './notification-settings.entity';
import { SettingsLoaders } from './settings.loaders';
import type { NotificationPreferenceInput, SetNotificationTimesInput } from './settings.types';
import { readMinutes } from './wall-clock';

const mostMutes = 1_000;

/** What somebody wants to be told, how, and when. Each answers with the person. */
export class SettingsService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED */
  prefer(choices: readonly NotificationPreferenceInput[]): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      for (const { kind, channel, isOn } of choices) await tx.get(Preferences).choose({ userId, kind, channel, isOn });
      return userId;
    });
  }

  /** @throws UNAUTHENTICATED */
  setTimes({ quietHours, digest, digestAt, digestWeekday }: SetNotificationTimesInput): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const known = await tx.get(SettingsLoaders).of(userId);
      const next = Object.assign(new NotificationSettings(), known, {
        ...(quietHours === undefined ? {} : quietColumns(quietHours)),
        ...(digest ? { digest } : {}),
        ...(digestAt ? { digestAt: readMinutes(digestAt) } : {}),
        ...(digestWeekday ? { digestWeekday } : {}),
        changedAt: tx.clock.now(),
      });
      await tx.db.upsert(NotificationSettings, next, ['userId']);
      return userId;
    });
  }

  /** Says nothing about whether there is such a course. @throws TOO_MANY_MUTES, UNAUTHENTICATED */
  mute(courseId: string): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const { length } = await tx.get(SettingsLoaders).mutes.load(userId);
      if (length >= mostMutes) throw notificationsErrors.TOO_MANY_MUTES({ most: mostMutes });
      const sql = 'INSERT INTO course_mute (user_id, course_id, muted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
      await tx.db.query(sql, [userId, courseId, tx.clock.now()]);
      return userId;
    });
  }

  /** @throws UNAUTHENTICATED */
  unmute(courseId: string): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      await tx.db.query('DELETE FROM course_mute WHERE user_id = $1 AND course_id = $2', [userId, courseId]);
      return userId;
    });
  }
}

function quietColumns(hours: SetNotificationTimesInput['quietHours']) {
  return {
    quietFrom: hours ? readMinutes(hours.from) : null,
    quietUntil: hours ? readMinutes(hours.until) : null,
  };
}
