import type { Scope } from '../../../kit/scope/scope';

/** Who wants to hear of a new course: they follow somebody who teaches it, its category, or one above that. */
export class Followers {
  constructor(private readonly scope: Scope) {}

  /**
   * Each person once, in the order of their ids, after one of them; not those who teach it. Of a course of an organisation those
   * only who are known to be in it, because they learn something there: to everyone else it does not exist.
   */
  async page(courseId: string, after: string | null, size: number): Promise<string[]> {
    const rows = await this.scope.db.query<{ id: string }[]>(PAGE, [courseId, after, size]);
    return rows.map(({ id }) => id);
  }
}

/** Facts arrive in any order, so that a cycle may stand in the tree for a moment. */
const PAGE = `
  WITH RECURSIVE fresh AS (SELECT category_id, organisation_id, instructor_ids FROM course WHERE id = $1),
  above (id, depth) AS (
    SELECT category_id, 0 FROM fresh
    UNION
    SELECT category.parent_id, depth + 1 FROM above JOIN category ON category.id = above.id WHERE depth < 50)
  SELECT DISTINCT follow.user_id AS id
    FROM fresh, follow
   WHERE follow.subject_id IN (SELECT unnest(instructor_ids) FROM fresh UNION SELECT id FROM above)
     AND follow.user_id <> ALL(fresh.instructor_ids) AND ($2::uuid IS NULL OR follow.user_id > $2)
     AND (fresh.organisation_id IS NULL OR EXISTS (
           SELECT FROM learner
            WHERE learner.user_id = follow.user_id AND learner.organisation_id = fresh.organisation_id AND ended_at IS NULL))
   ORDER BY follow.user_id LIMIT $3`;
