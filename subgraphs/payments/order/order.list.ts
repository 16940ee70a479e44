import type { SelectQueryBuilder } from 'typeorm';
import type { List } from '../../../kit/database/page';
import type { Viewer } from '../../../kit/identity/viewer';
import { Order } from './order.entity';
import type { OrderFilter } from './order.input';
import { onlyVisibleOrders } from './order.policy';

/** Orders that the viewer may see, the newest first. */
export function orderList(viewer: Viewer, filter: OrderFilter): List<Order> {
  return {
    name: 'orders',
    entity: Order,
    order: { by: 'createdAt', direction: 'DESC' },
    where: (query) => {
      onlyVisibleOrders(query, viewer);
      narrowTo(query, filter);
    },
  };
}

function narrowTo(query: SelectQueryBuilder<Order>, filter: OrderFilter): void {
  const { states, buyerId, courseId, organisationId, from, until } = filter;
  if (states) query.andWhere('row.state = ANY(:states)', { states });
  if (buyerId) query.andWhere('row.userId = :buyerId', { buyerId });
  if (courseId) query.andWhere(WITH_COURSE, { courseId });
  if (organisationId) query.andWhere('row.organisationId = :organisationId', { organisationId });
  if (from) query.andWhere('row.createdAt >= :from', { from });
  if (until) query.andWhere('row.createdAt < :until', { until });
}

const WITH_COURSE = 'EXISTS (SELECT FROM order_line WHERE order_id = row.id AND course_id = :courseId)';
