import type { Scope } from '../../../kit/scope/scope';
import { ContactLoaders } from '../contact/contact.loaders';
import { CourseLoaders } from '../course/course.loaders';
import { kinds } from '../kind/kinds';
import { builtIn, languageFor } from '../template/built-in';
import { formatMessage, type Values } from '../template/message';
import type { Notification } from './notification.entity';

/** A notification in words. */
export interface NotificationText {
  readonly title: string;
  readonly body: string;
  readonly action: string;
  readonly url: string;
}

/** Puts notifications into words when somebody reads them: in their language, with the names that things have now. */
export class NotificationTexts {
  constructor(private readonly scope: Scope) {}

  /** @param count how many of its kind it stands for */
  async of({ kind, userId, courseId, subjectId, facts }: Notification, count = 1): Promise<NotificationText> {
    const [course, contact] = await Promise.all([
      courseId ? this.scope.get(CourseLoaders).facts.load(courseId) : null,
      this.scope.get(ContactLoaders).of.load(userId),
    ]);
    const personName = contact?.displayName ?? '';
    const values: Values = { ...facts, count, personName, courseTitle: course?.title ?? '' };
    const { locale, timeZone } = contact ?? { locale: 'en', timeZone: 'UTC' };
    const language = languageFor(locale);
    const { title, body, action } = builtIn(language, kind);
    const place = { locale: language === locale.split('-')[0] ? locale : language, timeZone };
    const text = (message: string): string => formatMessage(message, values, place);
    const path = kinds[kind].path({ courseSlug: course?.slug ?? null, subjectId });
    const url = new URL(path, this.scope.config.PUBLIC_URL).toString();
    return { title: text(title), body: text(body), action: text(action), url };
  }
}
