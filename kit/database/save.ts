import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import { kitErrors } from '../errors/kit-errors';
import type { Scope } from '../scope/scope';

/**
 * One INSERT for a row without a version, else one UPDATE that only succeeds on the version that was read.
 * See `Scope.save`. @throws CONFLICT
 */
export async function saveRow<T extends ObjectLiteral>(scope: Scope, row: T): Promise<T> {
  const metadata = scope.db.connection.getMetadata(row.constructor);
  if (!metadata.findColumnWithPropertyName('version'))
    throw new Error(`${metadata.name} has no version: insert or update it by a query.`);
  return row['version'] === undefined ? insert(scope, metadata, row) : update(scope, metadata, row);
}

async function insert<T extends ObjectLiteral>(scope: Scope, metadata: EntityMetadata, row: T): Promise<T> {
  const now = scope.clock.now();
  Object.assign(row, {
    id: (row['id'] as string | undefined) ?? scope.ids.next(),
    version: 1,
    createdAt: row['createdAt'] ?? now,
    updatedAt: now,
  });
  await scope.db
    .createQueryBuilder()
    .insert()
    .into(metadata.target)
    .values(values(metadata, row))
    .updateEntity(false)
    .execute();
  return row;
}

async function update<T extends ObjectLiteral>(scope: Scope, metadata: EntityMetadata, row: T): Promise<T> {
  const read = row['version'] as number;
  const { id, ...changed } = {
    ...values(metadata, row),
    version: read + 1,
    updatedAt: scope.clock.now(),
  } as ObjectLiteral;
  const { affected } = await scope.db
    .createQueryBuilder()
    .update(metadata.target)
    .set(changed)
    .where('id = :id AND version = :read', { id, read })
    .execute();
  if (affected !== 1) throw kitErrors.CONFLICT({ currentVersion: null });
  return Object.assign(row, { version: changed['version'], updatedAt: changed['updatedAt'] });
}

function values(metadata: EntityMetadata, row: ObjectLiteral): ObjectLiteral {
  const columns = metadata.columns.filter((column) => column.isInsert && column.generatedType === undefined);
  return Object.fromEntries(columns.map((column) => [column.propertyName, column.getEntityValue(row)]));
}
