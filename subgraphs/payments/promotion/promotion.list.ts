import type { EntityTarget, SelectQueryBuilder } from 'typeorm';
import type { List } from '../../../kit/database/page';
import type { Viewer } from '../../../kit/identity/viewer';
import type { Promotion } from './promotion.entity';

interface ListOfSeller<T> {
  readonly name: string;
  readonly entity: EntityTarget<T>;
  readonly organisationId: string | null;
  /** The column of whose one is, beside the seller's. */
  readonly owner?: string;
}

/** A seller's coupons or campaigns, the newest first; for who does not read its payments those that are their own, if any can be. */
export function listOfSeller<T extends Promotion>(
  viewer: Viewer,
  { name, entity, organisationId, owner }: ListOfSeller<T>,
  refine?: (query: SelectQueryBuilder<T>) => void,
): List<T> {
  const place = { organisationId };
  const maySee = viewer.may('payments.read', place) || viewer.may('payments.manage', place);
  return {
    name,
    entity,
    order: { by: 'createdAt', direction: 'DESC' },
    where: (query) => {
      const own = owner ? ` OR row.${owner} = :viewerId` : '';
      query.andWhere(`row.organisationId IS NOT DISTINCT FROM :seller AND (:maySee${own})`, {
        seller: organisationId,
        maySee,
        viewerId: viewer.id,
      });
      refine?.(query);
    },
  };
}
