import type { SelectQueryBuilder } from 'typeorm';
import type { List } from '../../../kit/database/page';
import { NotificationGroup } from './notification-group.entity';
import { Notification } from './notification.entity';
import type { NotificationBox, NotificationFilter } from './notification.input';

/** What lies in a box, as SQL about the columns of a notification. */
const inBox: Readonly<Record<NotificationBox, string>> = {
  INBOX: 'one.archived_at IS NULL',
  UNREAD: 'one.archived_at IS NULL AND one.read_at IS NULL',
  ARCHIVE: 'one.archived_at IS NOT NULL',
};

/** Somebody's notifications, the newest first. */
export function notificationList(box: NotificationBox, filter: NotificationFilter): List<Notification> {
  return {
    name: `notifications/${box}`,
    entity: Notification,
    order: { by: 'createdAt', direction: 'DESC' },
    where: (query) => {
      query.andWhere(`row.is_shown AND ${inBox[box].replaceAll('one.', 'row.')}`);
      narrowTo(query, filter);
    },
  };
}

/** Somebody's groups that have something in the box, the one with the newest first. */
export function groupList(box: NotificationBox): List<NotificationGroup> {
  return {
    name: `notificationGroups/${box}`,
    entity: NotificationGroup,
    order: { by: 'newestAt', direction: 'DESC' },
    where: (query) => void query.andWhere(`EXISTS (${IN_GROUP} AND ${inBox[box]})`),
  };
}

const IN_GROUP = 'SELECT FROM notification one WHERE one.group_id = row.id AND one.is_shown';

function narrowTo(query: SelectQueryBuilder<Notification>, { kinds, courseId, groupId }: NotificationFilter): void {
  if (kinds) query.andWhere('row.kind = ANY(:kinds)', { kinds });
  if (courseId) query.andWhere('row.courseId = :courseId', { courseId });
  if (groupId) query.andWhere('row.groupId = :groupId', { groupId });
}
