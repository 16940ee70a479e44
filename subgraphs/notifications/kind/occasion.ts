import type { EventMark } from '../../../kit/events/on';
import type { EventName, EventPayload } from '../../../kit/events/catalog';
import type { NotificationKind } from './kind';

/** Who is to hear of something: people by id, those who teach a course, all who learn it, or who follow whoever teaches it or where it is. */
export type Recipients = { readonly people: readonly string[] } | { readonly instructorsOf: string } | Crowd;

/** So many that a job tells them, page by page. */
export type Crowd = { readonly learnersOf: string } | { readonly followersOf: string };

/** What only the event knows and a text needs; never about a person. */
export type Facts = Readonly<Record<string, string | number>>;

/** Something that happened, as those who hear of it are told. */
export interface Occasion {
  readonly kind: NotificationKind;
  readonly to: Recipients;
  /** The course that it is about; its organisation is the notification's. */
  readonly courseId: string | null;
  /** What a click leads to: a course, an order, a review. */
  readonly subjectId: string;
  /** Notifications of one person with one key are one group in their list. */
  readonly groupKey: string;
  /** Who did it; is not told of it. */
  readonly actorId: string | null;
  readonly facts: Facts;
}

/** What of an event is news; null where it is none. */
export interface News<N extends EventName = EventName> {
  readonly event: N;
  readonly of: (payload: EventPayload<N>, event: EventMark) => Occasion | readonly Occasion[] | null;
}

/** Facts that are older than this when they are told are history, such as demo data or an import: nobody is notified. */
const FRESH = 24 * 3_600_000;

/** Whether something that was told now has just happened. */
export function isNews(happenedAt: string | undefined, { occurredAt }: EventMark): boolean {
  return happenedAt === undefined || Date.parse(occurredAt) - Date.parse(happenedAt) < FRESH;
}
