import { defineSubgraph } from '../../kit/subgraph/define';
import { Announcement } from './announcement/announcement.entity';
import { resolveAnnouncement } from './announcement/announcement.reference';
import { AnnouncementResolver } from './announcement/announcement.resolver';
import { publishAnnouncement } from './announcement/publish-announcement.job';
import { onCategoryChanged } from './category/category.events';
import { forgetMailEvents } from './channel/email/events/forget-mail-events.job';
import { onUserChanged, onUserErased } from './contact/contact.events';
import { KnownContact } from './contact/known-contact.entity';
import { onConversationRead, onMessagePosted } from './conversation/conversation.events';
import { tellUnread } from './conversation/tell-unread.job';
import { UnreadConversation } from './conversation/unread-conversation.entity';
import { onCourseChanged, onCoursePublished } from './course/course.events';
import { KnownCourse } from './course/known-course.entity';
import { Delivery } from './delivery/delivery.entity';
import { DeliveryResolver } from './delivery/delivery.resolver';
import { sendDelivery } from './delivery/send-delivery.job';
import { DeviceResolver } from './device/device.resolver';
import { PushDevice } from './device/push-device.entity';
import { EmailAddressResolver } from './email-address/email-address.resolver';
import { sendEmailCode } from './email-address/send-email-code.job';
import { Follow } from './follow/follow.entity';
import { FollowResolver } from './follow/follow.resolver';
import { newsHandlers } from './kind/news';
import { Learner } from './learner/learner.entity';
import { onEnrollmentEnded, onEnrollmentStarted } from './learner/learner.events';
import { migrations } from './migrations';
import { fanOut } from './notification/fan-out.job';
import { NotificationGroup } from './notification/notification-group.entity';
import { NotificationGroupResolver } from './notification/notification-group.resolver';
import { NotificationLiveResolver } from './notification/notification-live.resolver';
import { Notification } from './notification/notification.entity';
import { resolveNotification } from './notification/notification.reference';
import { NotificationResolver } from './notification/notification.resolver';
import { notificationsErrors } from './notifications.errors';
import { notificationsMetrics } from './notifications.metrics';
import { notificationsRoutes } from './notifications.routes';
import { PhoneNumber } from './phone/phone-number.entity';
import { PhoneResolver } from './phone/phone.resolver';
import { sendPhoneCode } from './phone/send-phone-code.job';
import { UserPhoneResolver } from './phone/user-phone.resolver';
import { onPostModerated } from './post/post.events';
import { Preference } from './preference/preference.entity';
import { seed } from './seed';
import { CourseMute } from './settings/course-mute.entity';
import { NotificationSettings } from './settings/notification-settings.entity';
import { SettingsResolver } from './settings/settings.resolver';
import { SuppressionResolver } from './suppression/suppression.resolver';
import { StoredTemplate } from './template/stored-template.entity';
import { TemplateResolver } from './template/template.resolver';
import { UserResolver } from './user/user.resolver';
import { resolveUser } from './user/user.stub';

export const notifications = defineSubgraph({
  name: 'notifications',
  resolvers: [
    NotificationResolver,
    NotificationGroupResolver,
    NotificationLiveResolver,
    TemplateResolver,
    SettingsResolver,
    FollowResolver,
    AnnouncementResolver,
    DeliveryResolver,
    SuppressionResolver,
    PhoneResolver,
    UserPhoneResolver,
    DeviceResolver,
    EmailAddressResolver,
    UserResolver,
  ],
  references: { Notification: resolveNotification, Announcement: resolveAnnouncement, User: resolveUser },
  entities: [
    KnownCourse,
    KnownContact,
    Learner,
    UnreadConversation,
    Follow,
    Announcement,
    NotificationGroup,
    Notification,
    Delivery,
    Preference,
    NotificationSettings,
    CourseMute,
    PhoneNumber,
    PushDevice,
    StoredTemplate,
  ],
  migrations,
  // Nobody who is nobody sees anything of this.
  unseenTables: [
    'course',
    'contact',
    'learner',
    'unread_conversation',
    'category',
    'follow',
    'announcement',
    'notification',
    'notification_group',
    'delivery',
    'preference',
    'suppression',
    'notification_template',
    'notification_settings',
    'course_mute',
    'phone_number',
    'push_device',
    'push_receipt',
    'address_proof',
    'provider_event',
  ],
  emits: [],
  handlers: [
    onCourseChanged,
    onCoursePublished,
    onCategoryChanged,
    onUserChanged,
    onUserErased,
    onEnrollmentStarted,
    onEnrollmentEnded,
    onPostModerated,
    onMessagePosted,
    onConversationRead,
    ...newsHandlers,
  ],
  jobs: [sendDelivery, fanOut, publishAnnouncement, tellUnread, sendPhoneCode, sendEmailCode, forgetMailEvents],
  metrics: notificationsMetrics,
  errors: notificationsErrors,
  sensitive: [
    'Query.notification',
    'Query.announcement',
    'Query.announcements',
    'Query.announcementAudience',
    'Query.notificationTemplates',
    'Query.previewTemplate',
    'Query.deliveries',
    'Subscription.notificationReceived',
    'User.notifications',
    'User.notificationGroups',
    'User.unreadNotifications',
    'User.unseenNotifications',
    'User.notificationPreferences',
    'User.notificationTimes',
    'User.followedInstructors',
    'User.followedCategories',
    'User.phoneNumber',
    'User.pushDevices',
    'User.emailSuppression',
    'PhoneNumber.number',
  ],
  seed,
  publicRoutes: notificationsRoutes,
});
