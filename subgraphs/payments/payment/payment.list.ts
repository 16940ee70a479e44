import type { List } from '../../../kit/database/page';
import type { Viewer } from '../../../kit/identity/viewer';
import { onlyOfSellers } from '../user/sellers';
import { Payment } from './payment.entity';
import type { PaymentFilter } from './payment.input';

/** Payments to sellers whose payments the viewer reads, the newest first. */
export function paymentList(viewer: Viewer, filter: PaymentFilter): List<Payment> {
  const { states, declines, orderId, buyerId, organisationId, from, until } = filter;
  return {
    name: 'payments',
    entity: Payment,
    order: { by: 'createdAt', direction: 'DESC' },
    where: (query) => {
      onlyOfSellers(query, viewer, ['payments.read', 'payments.manage']);
      if (states) query.andWhere('row.state = ANY(:states)', { states });
      if (declines) query.andWhere(`row.decline->>'reason' = ANY(:declines)`, { declines });
      if (orderId) query.andWhere('row.orderId = :orderId', { orderId });
      if (buyerId) query.andWhere('row.userId = :buyerId', { buyerId });
      if (organisationId) query.andWhere('row.organisationId = :organisationId', { organisationId });
      if (from) query.andWhere('row.createdAt >= :from', { from });
      if (until) query.andWhere('row.createdAt < :until', { until });
    },
  };
}
