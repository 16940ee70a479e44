import type { Scope } from '../../../kit/scope/scope';

/** Which cohorts someone is in, for the cohort's own policy. */
export class CohortMembership {
  constructor(private readonly scope: Scope) {}

  async among(cohortIds: readonly string[], userId: string | null): Promise<Set<string>> {
    if (cohortIds.length === 0 || userId === null) return new Set();
    const rows = await this.scope.db.query<{ id: string }[]>(
      `SELECT DISTINCT cohort_id AS id FROM enrollment WHERE user_id = $1 AND cohort_id = ANY($2::uuid[])`,
      [userId, cohortIds],
    );
    return new Set(rows.map((row) => row.id));
  }
}
