import type { Scope } from '../../../kit/scope/scope';
import { lessonErrors } from '../lessons.errors';

/**
 * The order of rows under one parent: positions from 1 without a gap. Callers hold the lock of the course; the unique
 * constraint (parent, position) is deferred, so that a whole order is written at once.
 */
export class Sequence {
  constructor(
    private readonly table: 'section' | 'lesson',
    private readonly parent: 'course_id' | 'section_id',
    private readonly limit: number,
  ) {}

  /** Ids in order. */
  async read(tx: Scope, parentId: string): Promise<string[]> {
    const rows = await tx.db.query<{ id: string }[]>(
      `SELECT id FROM ${this.table} WHERE ${this.parent} = $1 ORDER BY position`,
      [parentId],
    );
    return rows.map((row) => row.id);
  }

  async write(tx: Scope, parentId: string, ids: readonly string[]): Promise<void> {
    await tx.db.query(
      `UPDATE ${this.table} part SET ${this.parent} = $1, position = wanted.position
         FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (id, position)
        WHERE part.id = wanted.id AND (part.${this.parent}, part.position) IS DISTINCT FROM ($1, wanted.position)`,
      [parentId, ids],
    );
  }

  /** Closes the gap that something left. */
  async close(tx: Scope, parentId: string): Promise<void> {
    await this.write(tx, parentId, await this.read(tx, parentId));
  }

  /** The place after the last. @throws OUTLINE_FULL */
  async next(tx: Scope, parentId: string): Promise<number> {
    const [row] = await tx.db.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${this.table} WHERE ${this.parent} = $1`,
      [parentId],
    );
    const count = row?.count ?? 0;
    if (count >= this.limit) throw lessonErrors.OUTLINE_FULL({ limit: this.limit, things: `${this.table}s` });
    return count + 1;
  }
}
