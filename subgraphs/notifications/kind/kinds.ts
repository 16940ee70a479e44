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
  /** Where a click leads, below the product's address. */
  readonly path: (target: Target) => string;
}

const course = ({ courseSlug }: Target): string => (courseSlug ? `/courses/${courseSlug}` : '/learn');
const reviews = (target: Target): string => `${course(target)}#reviews`;
const order = ({ subjectId }: Target): string => `/orders/${subjectId}`;

/** Every kind: what is said of it, and where it leads. */
export const kinds: Readonly<Record<NotificationKind, KindDefinition>> = {
  WELCOME: { variables: {}, path: () => '/courses' },
  ENROLLED: { variables: { courseTitle: 'TEXT' }, path: course },
  WAITLIST_PROMOTED: { variables: { courseTitle: 'TEXT' }, path: course },
  COURSE_COMPLETED: { variables: { courseTitle: 'TEXT' }, path: course },
  REVIEW_POSTED: { variables: { courseTitle: 'TEXT', stars: 'NUMBER' }, path: reviews },
  REVIEW_REPLIED: { variables: { courseTitle: 'TEXT' }, path: reviews },
  PAYMENT_RECEIVED: { variables: { courses: 'NUMBER' }, path: order },
  PAYMENT_REFUNDED: { variables: { courses: 'NUMBER' }, path: order },
};
