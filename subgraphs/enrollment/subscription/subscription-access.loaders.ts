import DataLoader from 'dataloader';
import { In } from 'typeorm';
import type { Scope } from '../../../kit/scope/scope';
import { learningKey, type Learning } from '../entitlement/entitlement.loaders';
import { SubscriptionAccess } from './subscription-access.entity';

/** What subscriptions give somebody for a course, without a policy: to decide about access. */
export class SubscriptionAccessLoaders {
  readonly covering: DataLoader<Learning, SubscriptionAccess[], string>;

  constructor(private readonly scope: Scope) {
    this.covering = new DataLoader((keys) => this.read(keys), { cacheKeyFn: learningKey });
  }

  private async read(keys: readonly Learning[]): Promise<SubscriptionAccess[][]> {
    const [users, courses] = [keys.map(({ userId }) => userId), keys.map(({ courseId }) => courseId)];
    const pairs = await this.scope.db.query<(Learning & { id: string })[]>(COVERING, [users, courses]);
    if (pairs.length === 0) return keys.map(() => []);
    const rows = await this.scope.db.findBy(SubscriptionAccess, { id: In(pairs.map(({ id }) => id)) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const groups = Map.groupBy(pairs, learningKey);
    return keys.map((key) => (groups.get(learningKey(key)) ?? []).flatMap(({ id }) => byId.get(id) ?? []));
  }
}

/** Whether a row of access is for a course. */
export const COVERS = `(
  access.course_ids IS NULL AND access.organisation_id IS NOT DISTINCT FROM course.organisation_id
  OR course.id = ANY(access.course_ids))`;

const COVERING = `
  SELECT access.id, access.user_id AS "userId", course.id AS "courseId"
    FROM unnest($1::uuid[], $2::uuid[]) AS learning (user_id, course_id)
    JOIN subscription_access access ON access.user_id = learning.user_id
    JOIN course ON course.id = learning.course_id AND ${COVERS}
   ORDER BY access.starts_at, access.id`;
