import type { Scope } from '../../../kit/scope/scope';

/** Whether someone was ever enrolled, for the course's own policy, which stands below the enrolment feature. */
export class CourseMembers {
  constructor(private readonly scope: Scope) {}

  async everAmong(courseIds: readonly string[], userId: string): Promise<string[]> {
    const rows = await this.scope.db.query<{ id: string }[]>(
      `SELECT DISTINCT course_id AS id FROM enrollment WHERE user_id = $1 AND course_id = ANY($2::uuid[])`,
      [userId, courseIds],
    );
    return rows.map((row) => row.id);
  }
}
