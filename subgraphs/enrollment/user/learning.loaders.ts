import DataLoader from 'dataloader';
import type { Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import type { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentLoaders } from '../enrollment/enrollment.loaders';

/** What people are in the middle of. */
export class LearningLoaders {
  readonly now: Loader<string, Enrollment[]>;

  constructor(private readonly scope: Scope) {
    this.now = new DataLoader((ids) => this.read(ids));
  }

  private async read(userIds: readonly string[]): Promise<Enrollment[][]> {
    const rows = await this.scope.db.query<{ userId: string; ids: string[] }[]>(NOW, [userIds.filter(isUuid)]);
    const byUser = new Map(rows.map((row) => [row.userId, row.ids]));
    const loaded = await this.scope.get(EnrollmentLoaders).visible.loadMany(rows.flatMap((row) => row.ids));
    const visible = new Map(loaded.flatMap((row) => (row && !(row instanceof Error) ? [[row.id, row] as const] : [])));
    return userIds.map((id) => (byUser.get(id) ?? []).flatMap((enrollmentId) => visible.get(enrollmentId) ?? []));
  }
}

const NOW = `
  SELECT user_id AS "userId", array_agg(id ORDER BY place) AS ids
    FROM (SELECT enrollment.id, user_id, row_number() OVER (PARTITION BY user_id ORDER BY coalesce(last_at, started_at) DESC, enrollment.id) AS place
            FROM enrollment JOIN course_progress ON enrollment_id = enrollment.id
           WHERE user_id = ANY($1::uuid[]) AND status = 'ACTIVE' AND (completed_at IS NULL OR has_new_content)) ranked
   WHERE place <= 10 GROUP BY user_id`;
