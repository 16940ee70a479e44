import type { List } from '../../../kit/database/page';
import type { Viewer } from '../../../kit/identity/viewer';
import { Plan } from './plan.entity';

/** What is published, and for who manages payments of a seller what is not, the newest first. */
export function planList(viewer: Viewer, organisationId: string | null): List<Plan> {
  const manages = (seller: string | null): boolean => viewer.may('payments.manage', { organisationId: seller });
  const managed = viewer.claims.organisations.filter(manages);
  const all = viewer.isAdministrator || viewer.isSystem;
  return {
    name: 'plans',
    entity: Plan,
    order: { by: 'createdAt', direction: 'DESC' },
    where: (query) => {
      query.andWhere(SHOWN, { all, market: manages(null), managed });
      if (organisationId) query.andWhere('row.organisationId = :organisationId', { organisationId });
    },
  };
}

const SHOWN = `(row.state = 'PUBLISHED' OR :all OR (row.organisationId IS NULL AND :market) OR CAST(row.organisationId AS text) = ANY(:managed))`;
