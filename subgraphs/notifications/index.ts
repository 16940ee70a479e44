import { defineSubgraph } from '../../kit/subgraph/define';
import { onCourseChanged } from './course/course.events';
import { KnownCourse } from './course/known-course.entity';
import { newsHandlers } from './kind/news';
import { migrations } from './migrations';
import { NotificationGroup } from './notification/notification-group.entity';
import { NotificationGroupResolver } from './notification/notification-group.resolver';
import { NotificationLiveResolver } from './notification/notification-live.resolver';
import { Notification } from './notification/notification.entity';
import { resolveNotification } from './notification/notification.reference';
import { NotificationResolver } from './notification/notification.resolver';
import { notificationsErrors } from './notifications.errors';
import { UserResolver } from './user/user.resolver';
import { resolveUser } from './user/user.stub';

export const notifications = defineSubgraph({
  name: 'notifications',
  resolvers: [NotificationResolver, NotificationGroupResolver, NotificationLiveResolver, UserResolver],
  references: { Notification: resolveNotification, User: resolveUser },
  entities: [KnownCourse, NotificationGroup, Notification],
  migrations,
  // Nobody who is nobody sees anything of this.
  unseenTables: ['course', 'notification', 'notification_group'],
  emits: [],
  handlers: [onCourseChanged, ...newsHandlers],
  jobs: [],
  errors: notificationsErrors,
  sensitive: [
    'Query.notification',
    'Subscription.notificationReceived',
    'User.notifications',
    'User.notificationGroups',
    'User.unreadNotifications',
    'User.unseenNotifications',
  ],
});
