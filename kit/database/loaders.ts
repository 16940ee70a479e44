import DataLoader from 'dataloader';
import type { EntityMetadata, EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Policy } from '../policy/policy';
import { isUuid } from '../scope/ids';
import type { Scope } from '../scope/scope';

export type Loader<K, V> = DataLoader<K, V>;

type Order<T> = Partial<Record<keyof T & string, 'ASC' | 'DESC'>>;

interface ManyOptions<T extends ObjectLiteral> {
  readonly order: Order<T>;
  readonly policy?: Policy<T>;
  readonly where?: (query: SelectQueryBuilder<T>) => void;
}

/** Rows by a unique column: one statement for all keys of a tick; what the policy hides is null, like what is not there. */
export function loadByKey<T extends ObjectLiteral>(
  scope: Scope,
  entity: EntityTarget<T>,
  key: keyof T & string,
  policy?: Policy<T>,
): Loader<string, T | null> {
  return new DataLoader(async (keys) => {
    const rows = await readByKeys(scope, entity, key, keys);
    const visible = policy ? await policy(scope, rows) : rows;
    const byKey = new Map(visible.map((row) => [String(row[key]), row]));
    return keys.map((wanted) => byKey.get(wanted) ?? null);
  });
}

/** Rows grouped by a column that many share: one statement for all groups. For lists without a bound use `loadPagesByKey`. */
export function loadManyByKey<T extends ObjectLiteral>(
  scope: Scope,
  entity: EntityTarget<T>,
  key: keyof T & string,
  { order, policy, where }: ManyOptions<T>,
): Loader<string, T[]> {
  return new DataLoader(async (keys) => {
    const rows = await readByKeys(scope, entity, key, keys, (query) => {
      where?.(query);
      for (const [column, direction] of Object.entries(order)) query.addOrderBy(`row.${column}`, direction);
    });
    const visible = policy ? await policy(scope, rows) : rows;
    const groups = Map.groupBy(visible, (row) => String(row[key]));
    return keys.map((wanted) => groups.get(wanted) ?? []);
  });
}

/** A value per key from one statement of your own: `read` answers for all keys at once. */
export function loadWith<V>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
  missing: V,
): Loader<string, V> {
  return new DataLoader(async (keys) => {
    const found = await read(keys);
    return keys.map((wanted) => found.get(wanted) ?? missing);
  });
}

async function readByKeys<T extends ObjectLiteral>(
  scope: Scope,
  entity: EntityTarget<T>,
  key: keyof T & string,
  keys: readonly string[],
  refine?: (query: SelectQueryBuilder<T>) => void,
): Promise<T[]> {
  const usable = usableKeys(scope.db.connection.getMetadata(entity), key, keys);
  if (usable.length === 0) return [];
  const query = scope.db.createQueryBuilder(entity, 'row').where(`row.${key} = ANY(:keys)`, { keys: usable });
  refine?.(query);
  return query.getMany();
}

/** A key that is not a UUID belongs to no row: it must not make the statement of all the others fail. */
export function usableKeys(metadata: EntityMetadata, key: string, keys: readonly string[]): string[] {
  const isUuidColumn = metadata.findColumnWithPropertyName(key)?.type === 'uuid';
  return keys.filter((wanted) => (isUuidColumn ? isUuid(wanted) : !wanted.includes('\0')));
}
