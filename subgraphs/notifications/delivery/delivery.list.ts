import type { List } from '../../../kit/database/page';
import { Delivery } from './delivery.entity';
import type { NotificationDeliveryFilter } from './delivery.input';

/** Deliveries of everybody, the newest first. */
export const deliveryList = ({ channel, state, userId }: NotificationDeliveryFilter): List<Delivery> => ({
  name: 'deliveries',
  entity: Delivery,
  order: { by: 'createdAt', direction: 'DESC' },
  where: (query) => {
    if (channel) query.andWhere('row.channel = :channel', { channel });
    if (state) query.andWhere('row.state = :state', { state });
    if (userId) query.andWhere('row.userId = :userId', { userId });
  },
});
