import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { kitErrors } from '../errors/kit-errors';
import type { Policy } from '../policy/policy';
import { isUuid } from '../scope/ids';
import type { Scope } from '../scope/scope';

/** See `Scope.require`. */
export async function requireRow<T extends ObjectLiteral>(
  scope: Scope,
  entity: EntityTarget<T>,
  id: string,
  policy: Policy<T>,
  expectedVersion: number | null,
): Promise<T> {
  const found = isUuid(id) ? await read(scope, entity, id) : null;
  const [row] = found ? await policy(scope, [found]) : [];
  if (!row) throw refusal(scope, entity);
  if (expectedVersion !== null && row['version'] !== expectedVersion)
    throw kitErrors.CONFLICT({ currentVersion: row['version'] });
  return row;
}

function read<T extends ObjectLiteral>(scope: Scope, entity: EntityTarget<T>, id: string): Promise<T | null> {
  const query = scope.db.createQueryBuilder(entity, 'row').where('row.id = :id', { id });
  return (scope.inTransaction ? query.setLock('pessimistic_write') : query).getOne();
}

/** Whoever has not logged in is told to, whatever the id: that reveals nothing. */
function refusal<T extends ObjectLiteral>(scope: Scope, entity: EntityTarget<T>): Error {
  if (scope.viewer.claims.kind === 'anonymous') return kitErrors.UNAUTHENTICATED();
  return kitErrors.NOT_FOUND({
    thing: scope.db.connection
      .getMetadata(entity)
      .name.replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase(),
  });
}
