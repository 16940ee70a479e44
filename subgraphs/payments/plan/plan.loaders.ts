import { loadByKey, loadManyByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { Plan } from './plan.entity';
import { planPolicy } from './plan.policy';
import { PlanPrice } from './plan-price.entity';

/** Every read of plans by key. */
export class PlanLoaders {
  readonly visible: Loader<string, Plan | null>;
  /** Without a policy: of a subscription that is visible. */
  readonly known: Loader<string, Plan | null>;
  /** Without a policy, as `known`. */
  readonly price: Loader<string, PlanPrice | null>;
  /** What one can subscribe at, the currencies in order. */
  readonly pricesOf: Loader<string, PlanPrice[]>;
  /** Those that open a course, the newest three. */
  readonly opening: Loader<string, readonly Plan[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Plan, 'id', planPolicy.see);
    this.known = loadByKey(scope, Plan, 'id');
    this.price = loadByKey(scope, PlanPrice, 'id');
    this.pricesOf = loadManyByKey(scope, PlanPrice, 'planId', {
      order: { rhythm: 'ASC', currency: 'ASC' },
      where: (query) => query.andWhere('row.retiredAt IS NULL'),
    });
    this.opening = loadWith<readonly Plan[]>((courseIds) => this.readOpening(scope, courseIds), []);
  }

  private async readOpening(scope: Scope, courseIds: readonly string[]): Promise<Map<string, Plan[]>> {
    const rows = await scope.db.query<{ courseId: string; ids: string[] }[]>(OPENING, [courseIds.filter(isUuid)]);
    const plans = await Promise.all(rows.map(({ ids }) => Promise.all(ids.map((id) => this.visible.load(id)))));
    return new Map(rows.map(({ courseId }, index) => [courseId, (plans[index] ?? []).filter((plan) => plan !== null)]));
  }
}

const OPENING = `
  SELECT course.id AS "courseId", newest.ids
    FROM course, LATERAL (
      SELECT array_agg(id ORDER BY created_at DESC, id) AS ids FROM (
        SELECT id, created_at FROM plan
         WHERE state = 'PUBLISHED' AND organisation_id IS NOT DISTINCT FROM course.organisation_id
           AND (coverage = 'CATALOGUE' OR course_ids @> ARRAY[course.id])
         ORDER BY created_at DESC, id LIMIT 3) three) newest
   WHERE course.id = ANY($1::uuid[]) AND course.status = 'PUBLISHED' AND newest.ids IS NOT NULL`;
