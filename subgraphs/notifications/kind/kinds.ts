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
  /** Whether it goes at once where letters are gathered, and also from a course that was muted. */
  readonly isUrgent: boolean;
  /** Where a click leads, below the product's address. */
  readonly path: (target: Target) => string;
}

const { IN_APP, EMAIL } = Channel;
const course = ({ courseSlug }: Target): string => (courseSlug ? `/courses/${courseSlug}` : '/learn');
const reviews = (target: Target): string => `${course(target)}#reviews`;
const thread = (target: Target): string => `${course(target)}/threads/${target.subjectId}`;
const ofThread = { courseTitle: 'TEXT', threadTitle: 'TEXT', snippet: 'TEXT' } as const;
/** What moderators decide, and say about it. */
const decided = { courseTitle: 'TEXT', reason: 'TEXT' } as const;
const order = ({ subjectId }: Target): string => `/orders/${subjectId}`;

/** Every kind: what is said of it, and where it leads. */
export const kinds: Readonly<Record<NotificationKind, KindDefinition>> = {
  WELCOME: { isUrgent: false, channels: [IN_APP, EMAIL], variables: {}, path: () => '/courses' },
  ENROLLED: { isUrgent: false, channels: [IN_APP], variables: { courseTitle: 'TEXT' }, path: course },
  WAITLIST_PROMOTED: { isUrgent: true, channels: [IN_APP, EMAIL], variables: { courseTitle: 'TEXT' }, path: course },
  COURSE_COMPLETED: { isUrgent: false, channels: [IN_APP], variables: { courseTitle: 'TEXT' }, path: course },
  REVIEW_POSTED: {
    isUrgent: false,
    channels: [IN_APP, EMAIL],
    variables: { courseTitle: 'TEXT', stars: 'NUMBER' },
    path: reviews,
  },
  REVIEW_REPLIED: { isUrgent: false, channels: [IN_APP, EMAIL], variables: { courseTitle: 'TEXT' }, path: reviews },
  COURSE_PUBLISHED: { isUrgent: false, channels: [IN_APP, EMAIL], variables: { courseTitle: 'TEXT' }, path: course },
  ANNOUNCEMENT: {
    isUrgent: false,
    channels: [IN_APP, EMAIL],
    variables: { courseTitle: 'TEXT', announcementTitle: 'TEXT', announcementText: 'TEXT' },
    path: course,
  },
  LIVE_REMINDER: {
    isUrgent: true,
    channels: [IN_APP, EMAIL],
    variables: { courseTitle: 'TEXT', minutes: 'NUMBER' },
    path: course,
  },
  LIVE_CANCELLED: { isUrgent: true, channels: [IN_APP, EMAIL], variables: { courseTitle: 'TEXT' }, path: course },
  MENTION: { isUrgent: false, channels: [IN_APP, EMAIL], variables: ofThread, path: thread },
  NEW_ANSWER: { isUrgent: false, channels: [IN_APP, EMAIL], variables: ofThread, path: thread },
  NEW_POST: { isUrgent: false, channels: [IN_APP, EMAIL], variables: ofThread, path: thread },
  ANSWER_ACCEPTED: { isUrgent: false, channels: [IN_APP, EMAIL], variables: ofThread, path: thread },
  DIRECT_MESSAGE: {
    isUrgent: false,
    channels: [IN_APP, EMAIL],
    variables: { senderName: 'TEXT', messages: 'NUMBER' },
    path: ({ subjectId }) => `/messages/${subjectId}`,
  },
  POST_APPROVED: {
    isUrgent: false,
    channels: [IN_APP, EMAIL],
    variables: { ...decided, threadTitle: 'TEXT' },
    path: thread,
  },
  POST_REMOVED: {
    isUrgent: true,
    channels: [IN_APP, EMAIL],
    variables: { ...decided, threadTitle: 'TEXT' },
    path: thread,
  },
  MODERATION_WARNING: { isUrgent: true, channels: [IN_APP, EMAIL], variables: decided, path: course },
  MODERATION_MUTE: {
    isUrgent: true,
    channels: [IN_APP, EMAIL],
    variables: { ...decided, until: 'DATE' },
    path: course,
  },
  MODERATION_BAN: { isUrgent: true, channels: [IN_APP, EMAIL], variables: { ...decided, until: 'DATE' }, path: course },
  PAYMENT_RECEIVED: { isUrgent: false, channels: [IN_APP], variables: { courses: 'NUMBER' }, path: order },
  PAYMENT_REFUNDED: { isUrgent: false, channels: [IN_APP], variables: { courses: 'NUMBER' }, path: order },
};
