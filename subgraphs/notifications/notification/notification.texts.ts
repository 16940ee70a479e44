import type { Scope } from '../../../kit/scope/scope';
import { AnnouncementLoaders } from '../announcement/announcement.loaders';
import { Channel } from '../channel/channel';
import { ContactLoaders } from '../contact/contact.loaders';
import { CourseLoaders } from '../course/course.loaders';
import { NotificationKind } from '../kind/kind';
import { kinds } from '../kind/kinds';
import type { Facts } from '../kind/occasion';
import type { Values } from '../template/message';
import { Templates } from '../template/templates';
import { fill, furtherNotice, placeFor, somebody } from '../template/words';
import type { Notification } from './notification.entity';

/** A notification in words. */
export interface NotificationText {
  readonly title: string;
  readonly body: string;
  readonly action: string;
  readonly url: string;
}

interface How {
  readonly channel?: Channel;
  /** How many of its kind it stands for. */
  readonly count?: number;
}

/** Puts notifications into words when somebody reads them: in their language, with the names that things have now. */
export class NotificationTexts {
  constructor(private readonly scope: Scope) {}

  async of(notification: Notification, { channel = Channel.IN_APP, count = 1 }: How = {}): Promise<NotificationText> {
    const { kind, userId, courseId, subjectId, actorId, facts } = notification;
    const isAnnounced = kind === NotificationKind.ANNOUNCEMENT;
    const contacts = this.scope.get(ContactLoaders).of;
    const [course, contact, actor, announcement] = await Promise.all([
      courseId ? this.scope.get(CourseLoaders).facts.load(courseId) : null,
      contacts.load(userId),
      kind === NotificationKind.DIRECT_MESSAGE && actorId ? contacts.load(actorId) : null,
      isAnnounced ? this.scope.get(AnnouncementLoaders).facts.load(subjectId) : null,
    ]);
    const place = placeFor(contact ?? { locale: 'en', timeZone: 'UTC' });
    const { content } = await this.scope.get(Templates).current({ kind, channel, locale: place.language });
    const said = { announcementTitle: announcement?.title ?? '', announcementText: announcement?.body ?? '' };
    const values = {
      ...said,
      senderName: actor?.displayName || somebody[place.language],
      ...facts,
      ...datesOf(kind, facts, furtherNotice[place.language]),
      count,
      personName: contact?.displayName ?? '',
      courseTitle: course?.title ?? '',
    };
    const path = kinds[kind].path({ courseSlug: course?.slug ?? null, subjectId });
    const url = new URL(path, this.scope.config.PUBLIC_URL).toString();
    return { ...fill(content, values, place), url };
  }
}

/** Dates are kept as text; without one it is until further notice. */
function datesOf(kind: NotificationKind, facts: Facts, never: string): Values {
  const names = Object.entries(kinds[kind].variables).filter(([, type]) => type === 'DATE');
  return Object.fromEntries(names.map(([name]) => [name, name in facts ? new Date(facts[name]!) : never]));
}
