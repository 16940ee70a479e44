import type { SelectQueryBuilder } from 'typeorm';
import type { List } from '../../../kit/database/page';
import type { Viewer } from '../../../kit/identity/viewer';
import { onlyOfSellers } from '../user/sellers';
import { Refund } from './refund.entity';
import type { RefundFilter } from './refund.input';
import { onlyVisibleRefunds } from './refund.policy';

/** Refunds that the viewer may see, the newest first. */
export function refundList(viewer: Viewer, filter: RefundFilter): List<Refund> {
  return {
    name: 'refunds',
    entity: Refund,
    order: { by: 'createdAt', direction: 'DESC' },
    where: (query) => {
      onlyVisibleRefunds(query, viewer);
      narrowTo(query, filter);
    },
  };
}

/** What failed and nobody looked after yet, the oldest first. */
export function refundTaskList(viewer: Viewer): List<Refund> {
  return {
    name: 'refundTasks',
    entity: Refund,
    order: { by: 'createdAt', direction: 'ASC' },
    where: (query) => {
      onlyOfSellers(query, viewer, ['payments.manage']);
      query.andWhere(`row.state = 'FAILED' AND row.resolution IS NULL`);
    },
  };
}

function narrowTo(query: SelectQueryBuilder<Refund>, filter: RefundFilter): void {
  const { states, reasons, buyerId, organisationId, from, until } = filter;
  if (states) query.andWhere('row.state = ANY(:states)', { states });
  if (reasons) query.andWhere('row.reason = ANY(:reasons)', { reasons });
  if (buyerId) query.andWhere('row.userId = :buyerId', { buyerId });
  if (organisationId) query.andWhere('row.organisationId = :organisationId', { organisationId });
  if (from) query.andWhere('row.createdAt >= :from', { from });
  if (until) query.andWhere('row.createdAt < :until', { until });
}
