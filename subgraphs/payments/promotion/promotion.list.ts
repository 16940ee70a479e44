import type { EntityTarget, SelectQueryBuilder } from 'typeorm';
import type { List } from '../../../kit/database/page';
import type { Viewer } from '../../../kit/identity/viewer';
import type { Promotion } from './promotion.entity';

/** A seller's coupons or campaigns, the newest first; none for who does not read its payments. */
export function listOfSeller<T extends Promotion>(
  viewer: Viewer,
  { name, entity, organisationId }: { name: string; entity: EntityTarget<T>; organisationId: string | null },
  refine?: (query: SelectQueryBuilder<T>) => void,
): List<T> {
  const place = { organisationId };
  const maySee = viewer.may('payments.read', place) || viewer.may('payments.manage', place);
  return {
    name,
    entity,
    order: { by: 'createdAt', direction: 'DESC' },
    where: (query) => {
      query.andWhere('row.organisationId IS NOT DISTINCT FROM :seller AND :maySee', { seller: organisationId, maySee });
      refine?.(query);
    },
  };
}
