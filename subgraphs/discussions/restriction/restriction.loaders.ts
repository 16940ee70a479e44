import type { Filter } from 'mongodb';
import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { everywhere, restrictions, RestrictionKind, stricter, type Restriction } from './restriction.document';

/** What people may not do. Of several restrictions of one person in one course the strictest that is not over counts. */
export class RestrictionLoaders {
  /** Of the viewer, by course or `everywhere`; null where they may everything. */
  readonly own: Loader<string, Restriction | null>;

  constructor(private readonly scope: Scope) {
    this.own = loadWith<Restriction | null>((courseIds) => this.readOwn(courseIds), null);
  }

  /** Of these people, those who are kept out of a course, or everywhere. */
  async bannedOf(courseId: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (userIds.length === 0) return new Set();
    const where = { courseId: { $in: [courseId, everywhere] }, kind: RestrictionKind.BAN };
    return new Set((await this.read({ userId: { $in: [...userIds] }, ...where })).map(({ userId }) => userId));
  }

  private async readOwn(courseIds: readonly string[]): Promise<ReadonlyMap<string, Restriction>> {
    const userId = this.scope.viewer.id;
    const strictest = new Map<string, Restriction>();
    if (userId === null) return strictest;
    const places = new Set([...courseIds, everywhere]);
    for (const row of await this.read({ userId, courseId: { $in: [...places] } }))
      for (const place of row.courseId === everywhere ? places : [row.courseId]) {
        const known = strictest.get(place);
        strictest.set(place, known ? stricter(known, row) : row);
      }
    return strictest;
  }

  private async read(filter: Filter<Restriction>): Promise<Restriction[]> {
    const found = await this.scope.documents.of(restrictions).find(filter).toArray();
    const now = this.scope.clock.now();
    return found.filter((row) => !row.isOverAt(now));
  }
}
