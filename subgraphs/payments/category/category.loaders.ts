import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';

/** Reads of the catalogue's tree. */
export class CategoryLoaders {
  /** A category and all above it: the ids, itself first. */
  readonly lineage: Loader<string, readonly string[]>;

  constructor(scope: Scope) {
    this.lineage = loadWith<readonly string[]>(async (ids) => {
      const rows = await scope.db.query<{ id: string; lineage: string[] }[]>(LINEAGE, [ids]);
      const byId = new Map(rows.map(({ id, lineage }) => [id, lineage]));
      // What has no event yet has nothing above that we know of.
      return new Map(ids.map((id) => [id, byId.get(id) ?? [id]]));
    }, []);
  }
}

/** Facts arrive in any order, so that a cycle may stand there for a moment. */
const LINEAGE = `
  WITH RECURSIVE above (id, ancestor, lineage) AS (
    SELECT id, parent_id, ARRAY[id] FROM category WHERE id = ANY($1::uuid[])
    UNION ALL
    SELECT above.id, category.parent_id, lineage || category.id
      FROM above JOIN category ON category.id = ancestor
     WHERE category.id <> ALL (lineage) AND cardinality(lineage) < 50)
  SELECT DISTINCT ON (id) id, lineage FROM above ORDER BY id, cardinality(lineage) DESC`;
