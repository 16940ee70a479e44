import type { Filter, UpdateFilter } from 'mongodb';
import type { Collection, Identified } from '../../../kit/documents/collection';
import type { Scope } from '../../../kit/scope/scope';
import type { Erased } from './erasure.document';

/**
 * Forgets somebody in at most so many documents of one kind, inside of a transaction, and says in how many. What is done no
 * longer names them: the same step again goes on with the next.
 */
export type Step = (tx: Scope, whom: Erased, most: number) => Promise<number>;

type OfUser = Identified & { readonly userId: string };
type Named = Identified & { readonly namedIds: readonly string[] };

/** They are known by their pseudonym there, or by nothing where there is nothing to follow. */
export function renamed<T extends Identified>(of: Collection<T>, path: keyof T & string, to?: null): Step {
  return async (tx, { _id: userId, pseudonym }, most) => {
    const ids = await idsBy(tx, of, { path, userId, most });
    const changed = { $set: { [path]: to === null ? null : pseudonym } } as UpdateFilter<T>;
    if (ids.length > 0) await tx.documents.of(of).updateMany(within<T>(ids), changed);
    return ids.length;
  };
}

export function removed<T extends Identified>(of: Collection<T>, path: keyof T & string): Step {
  return async (tx, { _id: userId }, most) => {
    const ids = await idsBy(tx, of, { path, userId, most });
    if (ids.length > 0) await tx.documents.of(of).deleteMany(within<T>(ids));
    return ids.length;
  };
}

/** Rows whose very id says whose they are are written anew. */
export function rewritten<T extends OfUser>(
  of: Collection<T>,
  before?: (tx: Scope, rows: readonly T[]) => Promise<unknown>,
): Step {
  return async (tx, { _id: userId, pseudonym }, most) => {
    const rows = tx.documents.of(of);
    const found = await rows.find({ userId } as Filter<T>, { limit: most }).toArray();
    if (found.length === 0) return 0;
    await before?.(tx, found);
    await rows.deleteMany(within<T>(found.map(({ _id }) => _id)));
    await rows.insertMany(found.map((row) => ({ ...row, _id: row._id.replace(userId, pseudonym), userId: pseudonym })));
    return found.length;
  };
}

/** Texts of others that lead to them do so no more. */
export function unnamed<T extends Named>(
  of: Collection<T>,
  without: (row: T, userId: string, tx: Scope) => Partial<T> | Promise<Partial<T>>,
): Step {
  return async (tx, { _id: userId }, most) => {
    const rows = tx.documents.of(of);
    const found = await rows.find({ namedIds: userId } as Filter<T>, { limit: most }).toArray();
    for (const row of found) {
      const namedIds = row.namedIds.filter((id) => id !== userId);
      const changed = { $set: { ...(await without(row, userId, tx)), namedIds } } as unknown as UpdateFilter<T>;
      await rows.updateOne(within<T>([row._id]), changed);
    }
    return found.length;
  };
}

interface Mine {
  readonly path: string;
  readonly userId: string;
  readonly most: number;
}

async function idsBy<T extends Identified>(
  tx: Scope,
  of: Collection<T>,
  { path, userId, most }: Mine,
): Promise<string[]> {
  const options = { projection: { _id: 1 }, limit: most };
  const found = await tx.documents
    .of(of)
    .find({ [path]: userId } as Filter<T>, options)
    .toArray();
  return found.map(({ _id }) => _id);
}

const within = <T extends Identified>(ids: readonly string[]): Filter<T> => ({ _id: { $in: ids } }) as Filter<T>;
