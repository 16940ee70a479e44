import { loadByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { Bundle } from './bundle.entity';
import { bundlePolicy } from './bundle.policy';

/** Reads of bundles by key. */
export class BundleLoaders {
  readonly visible: Loader<string, Bundle | null>;
  readonly visibleBySlug: Loader<string, Bundle | null>;
  /** What is sold with a course, the newest three. */
  readonly soldWith: Loader<string, readonly Bundle[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Bundle, 'id', bundlePolicy.see);
    this.visibleBySlug = loadByKey(scope, Bundle, 'slug', bundlePolicy.see);
    this.soldWith = loadWith<readonly Bundle[]>((courseIds) => this.readSoldWith(scope, courseIds), []);
  }

  private async readSoldWith(scope: Scope, courseIds: readonly string[]): Promise<Map<string, Bundle[]>> {
    const rows = await scope.db.query<{ courseId: string; ids: string[] }[]>(SOLD_WITH, [courseIds.filter(isUuid)]);
    const bundles = await Promise.all(rows.map(({ ids }) => Promise.all(ids.map((id) => this.visible.load(id)))));
    return new Map(rows.map(({ courseId }, index) => [courseId, (bundles[index] ?? []).filter((row) => row !== null)]));
  }
}

const SOLD_WITH = `
  SELECT course.id AS "courseId", newest.ids
    FROM unnest($1::uuid[]) AS course (id),
         LATERAL (SELECT array_agg(id ORDER BY created_at DESC, id) AS ids
                    FROM (SELECT id, created_at FROM bundle WHERE is_active AND course_ids @> ARRAY[course.id]
                           ORDER BY created_at DESC, id LIMIT 3) three) newest
   WHERE newest.ids IS NOT NULL`;
