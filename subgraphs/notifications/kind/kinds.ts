import { Channel } from '../channel/channel';
import type { VariableType } from '../template/variables';
import type { NotificationKind } from './kind';

/** What a notification points at, as far as it is known. */
export interface Target {
  readonly courseSlug: string | null;
  readonly subjectId: string;
}

export interface KindDefinition {
  /** What its templates may name, beside `count` and `personName`, which every template has. */
  readonly variables: Readonly<Record<string, VariableType>>;
  /** By which ways it comes to whoever chose nothing. */
  readonly channels: readonly Channel[];
  /** Where a click leads, below the product's address. */
  readonly path: (target: Target) => string;
}

const { IN_APP, EMAIL } = Channel;
const course = ({ courseSlug }: Target): string => (courseSlug ? `/courses/${courseSlug}` : '/learn');
const reviews = (target: Target): string => `${course(target)}#reviews`;
const order = ({ subjectId }: Target): string => `/orders/${subjectId}`;

/** Every kind: what is said of it, and where it leads. */
export const kinds: Readonly<Record<NotificationKind, KindDefinition>> = {
  WELCOME: { channels: [IN_APP, EMAIL], variables: {}, path: () => '/courses' },
  ENROLLED: { channels: [IN_APP], variables: { courseTitle: 'TEXT' }, path: course },
  WAITLIST_PROMOTED: { channels: [IN_APP, EMAIL], variables: { courseTitle: 'TEXT' }, path: course },
  COURSE_COMPLETED: { channels: [IN_APP], variables: { courseTitle: 'TEXT' }, path: course },
  REVIEW_POSTED: { channels: [IN_APP, EMAIL], variables: { courseTitle: 'TEXT', stars: 'NUMBER' }, path: reviews },
  REVIEW_REPLIED: { channels: [IN_APP, EMAIL], variables: { courseTitle: 'TEXT' }, path: reviews },
  PAYMENT_RECEIVED: { channels: [IN_APP], variables: { courses: 'NUMBER' }, path: order },
  PAYMENT_REFUNDED: { channels: [IN_APP], variables: { courses: 'NUMBER' }, path: order },
};
