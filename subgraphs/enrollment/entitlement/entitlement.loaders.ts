import DataLoader from 'dataloader';
import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Entitlement } from './entitlement.entity';
import { entitlementPolicy } from './entitlement.policy';

/** A person and a course. */
export interface Learning {
  readonly userId: string;
  readonly courseId: string;
}

export const learningKey = ({ userId, courseId }: Learning): string => `${userId}:${courseId}`;

/** Every read of entitlements by key. */
export class EntitlementLoaders {
  readonly visible: Loader<string, Entitlement | null>;
  /** What one person holds for one course, without a policy: to decide about access. */
  readonly held: DataLoader<Learning, Entitlement[], string>;
  readonly visibleHeld: DataLoader<Learning, Entitlement[], string>;

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, Entitlement, 'id', entitlementPolicy.see);
    this.held = new DataLoader((keys) => this.read(keys), { cacheKeyFn: learningKey });
    this.visibleHeld = new DataLoader((keys) => this.readVisible(keys), { cacheKeyFn: learningKey });
  }

  private async readVisible(keys: readonly Learning[]): Promise<Entitlement[][]> {
    const held = await this.held.loadMany(keys);
    const rows = held.map((entry) => (entry instanceof Error ? [] : entry));
    const visible = new Set(await entitlementPolicy.see(this.scope, rows.flat()));
    return rows.map((group) => group.filter((row) => visible.has(row)));
  }

  private async read(keys: readonly Learning[]): Promise<Entitlement[][]> {
    const rows = await this.scope.db
      .createQueryBuilder(Entitlement, 'row')
      .where('(row.userId, row.courseId) IN (SELECT * FROM unnest(CAST(:users AS uuid[]), CAST(:courses AS uuid[])))', {
        users: keys.map((key) => key.userId),
        courses: keys.map((key) => key.courseId),
      })
      .orderBy('row.startsAt')
      .addOrderBy('row.id')
      .getMany();
    const groups = Map.groupBy(rows, learningKey);
    return keys.map((key) => groups.get(learningKey(key)) ?? []);
  }
}
