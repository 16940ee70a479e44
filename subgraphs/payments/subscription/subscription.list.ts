import type { SelectQueryBuilder } from 'typeorm';
import type { List } from '../../../kit/database/page';
import type { Viewer } from '../../../kit/identity/viewer';
import { PlanSubscription } from './subscription.entity';
import type { SubscriptionFilter } from './subscription.input';
import { onlyVisibleSubscriptions } from './subscription.policy';
import { SubscriptionSeat } from './subscription-seat.entity';

/** Subscriptions that the viewer may see, the newest first. */
export function subscriptionList(viewer: Viewer, filter: SubscriptionFilter): List<PlanSubscription> {
  return {
    name: 'subscriptions',
    entity: PlanSubscription,
    order: { by: 'createdAt', direction: 'DESC' },
    where: (query) => {
      onlyVisibleSubscriptions(query, viewer);
      narrowTo(query, filter);
    },
  };
}

/** Who has the seats of subscriptions, the oldest first. */
export function seatList(): List<SubscriptionSeat> {
  return {
    name: 'subscriptionSeats',
    entity: SubscriptionSeat,
    order: { by: 'assignedAt', direction: 'ASC' },
    where: (query) => query.andWhere('row.unassignedAt IS NULL'),
  };
}

function narrowTo(query: SelectQueryBuilder<PlanSubscription>, filter: SubscriptionFilter): void {
  const { states, planId, subscriberId, organisationId, from, until } = filter;
  if (states) query.andWhere('row.state = ANY(:states)', { states });
  if (planId) query.andWhere('row.planId = :planId', { planId });
  if (subscriberId) query.andWhere('row.userId = :subscriberId', { subscriberId });
  if (organisationId) query.andWhere('row.organisationId = :organisationId', { organisationId });
  if (from) query.andWhere('row.createdAt >= :from', { from });
  if (until) query.andWhere('row.createdAt < :until', { until });
}
