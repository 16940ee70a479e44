import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { kinds } from '../kind/kinds';
import { formatMessage, type Values } from '../template/message';
import { builtIn } from '../template/built-in';
import type { Notification } from './notification.entity';

/** A notification in words. */
export interface NotificationText {
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

/** Puts notifications into words when somebody reads them: with the names that things have now. */
export class NotificationTexts {
  constructor(private readonly scope: Scope) {}

  /** @param count how many of its kind it stands for */
  async of({ kind, courseId, subjectId, facts }: Notification, count = 1): Promise<NotificationText> {
    const course = courseId ? await this.scope.get(CourseLoaders).facts.load(courseId) : null;
    const values: Values = { ...facts, count, courseTitle: course?.title ?? '' };
    const { title, body } = builtIn('en', kind);
    const path = kinds[kind].path({ courseSlug: course?.slug ?? null, subjectId });
    const text = (message: string): string => formatMessage(message, values, { locale: 'en', timeZone: 'UTC' });
    return { title: text(title), body: text(body), url: new URL(path, this.scope.config.PUBLIC_URL).toString() };
  }
}
