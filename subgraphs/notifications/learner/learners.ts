import type { Scope } from '../../../kit/scope/scope';

/** Who learns a course, as far as has been told. */
export class Learners {
  constructor(private readonly scope: Scope) {}

  /** Each person once, in the order of their ids, after one of them. */
  async page(courseId: string, after: string | null, size: number): Promise<string[]> {
    const rows = await this.scope.db.query<{ id: string }[]>(PAGE, [courseId, after, size]);
    return rows.map(({ id }) => id);
  }

  async count(courseId: string): Promise<number> {
    const [row] = await this.scope.db.query<{ count: number }[]>(COUNT, [courseId]);
    return row?.count ?? 0;
  }

  /** Which of these courses somebody learns. */
  async coursesOf(userId: string, courseIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.scope.db.query<{ id: string }[]>(COURSES, [userId, courseIds]);
    return new Set(rows.map(({ id }) => id));
  }
}

const PAGE = `
  SELECT DISTINCT user_id AS id FROM learner
   WHERE course_id = $1 AND ended_at IS NULL AND ($2::uuid IS NULL OR user_id > $2) ORDER BY user_id LIMIT $3`;

const COUNT = 'SELECT count(DISTINCT user_id)::int AS count FROM learner WHERE course_id = $1 AND ended_at IS NULL';

const COURSES = `
  SELECT DISTINCT course_id AS id FROM learner WHERE user_id = $1 AND course_id = ANY($2::uuid[]) AND ended_at IS NULL`;
