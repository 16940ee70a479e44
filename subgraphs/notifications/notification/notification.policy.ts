import { definePolicy } from '../../../kit/policy/policy';
import { Notification } from './notification.entity';

/** What somebody is told is nobody's but their own, administrators included. */
export const notificationPolicy = definePolicy(Notification, {
  see: (viewer) => (notification) => notification.isShown && viewer.is(notification.userId),
});
