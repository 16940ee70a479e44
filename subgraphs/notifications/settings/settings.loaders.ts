import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Preference } from '../preference/preference.entity';
import { CourseMute } from './course-mute.entity';
import { NotificationSettings } from './notification-settings.entity';

/** Every read of what people chose by key; who may read it is decided where it is asked. */
export class SettingsLoaders {
  readonly chosen: Loader<string, Preference[]>;
  readonly mutes: Loader<string, CourseMute[]>;
  private readonly stored: Loader<string, NotificationSettings | null>;

  constructor(private readonly scope: Scope) {
    this.stored = loadByKey(scope, NotificationSettings, 'userId');
    this.chosen = loadManyByKey(scope, Preference, 'userId', { order: { kind: 'ASC', channel: 'ASC' } });
    this.mutes = loadManyByKey(scope, CourseMute, 'userId', { order: { mutedAt: 'ASC', courseId: 'ASC' } });
  }

  async of(userId: string): Promise<NotificationSettings> {
    return (await this.stored.load(userId)) ?? NotificationSettings.usual(userId);
  }

  /** Who of many has muted a course. */
  async mutedBy(courseId: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    const sql = 'SELECT user_id AS id FROM course_mute WHERE course_id = $1 AND user_id = ANY($2::uuid[])';
    const rows = await this.scope.db.query<{ id: string }[]>(sql, [courseId, userIds]);
    return new Set(rows.map(({ id }) => id));
  }
}
