import type { NotificationKind } from '../../kind/kind';
import type { Content } from '../content';

/** English, as it ships. */
export const english: Readonly<Record<NotificationKind, Content>> = {
  WELCOME: {
    title: 'Welcome to Lyceum',
    body: 'Your account is ready. Choose a course and begin whenever you like.',
    action: 'Choose a course',
  },
  ENROLLED: {
    title: 'You are in: {courseTitle}',
    body: 'You are enrolled in “{courseTitle}”. Everything that is open to you waits on its page.',
    action: 'Begin',
  },
  WAITLIST_PROMOTED: {
    title: 'A seat is yours: {courseTitle}',
    body: 'A seat became free in “{courseTitle}”, and you were next in line. You are enrolled now.',
    action: 'Begin',
  },
  COURSE_COMPLETED: {
    title: 'You completed {courseTitle}',
    body: 'You have done everything that “{courseTitle}” asks for. Well done.',
    action: 'Look back',
  },
  REVIEW_POSTED: {
    title: '{count, plural, one {A new review} other {# new reviews}} of {courseTitle}',
    body: 'Somebody gave “{courseTitle}” {stars, plural, one {# star} other {# stars}}. You may answer on its page.',
    action: 'Read the review',
  },
  REVIEW_REPLIED: {
    title: 'An answer to your review of {courseTitle}',
    body: 'Whoever teaches “{courseTitle}” answered what you wrote about it.',
    action: 'Read the answer',
  },
  COURSE_PUBLISHED: {
    title: 'A new course: {courseTitle}',
    body: '“{courseTitle}” is new at Lyceum. You follow somebody who teaches it, or a category that it is in.',
    action: 'See the course',
  },
  ANNOUNCEMENT: {
    title: '{courseTitle}: {announcementTitle}',
    body: '{announcementText}',
    action: 'Go to the course',
  },
  LIVE_REMINDER: {
    title: '{courseTitle} is live in {minutes, plural, one {# minute} other {# minutes}}',
    body: 'A live session of “{courseTitle}” begins in {minutes, plural, one {# minute} other {# minutes}}.',
    action: 'Go to the course',
  },
  LIVE_CANCELLED: {
    title: 'A live session of {courseTitle} is cancelled',
    body: 'The live session of “{courseTitle}” does not take place.',
    action: 'Go to the course',
  },
  MENTION: {
    title: 'You are mentioned in “{threadTitle}”',
    body: 'Somebody named you in “{threadTitle}”, in {courseTitle}:\n\n{snippet}',
    action: 'Read the post',
  },
  NEW_ANSWER: {
    title: '{count, plural, one {A new answer} other {# new answers}} to “{threadTitle}”',
    body: 'A question that you follow in {courseTitle} has an answer:\n\n{snippet}',
    action: 'Read the answer',
  },
  NEW_POST: {
    title: '{count, plural, one {A new post} other {# new posts}} in “{threadTitle}”',
    body: 'There is something new in “{threadTitle}”, in {courseTitle}:\n\n{snippet}',
    action: 'Read the post',
  },
  ANSWER_ACCEPTED: {
    title: 'Your answer to “{threadTitle}” was accepted',
    body: 'What you wrote in {courseTitle} helped:\n\n{snippet}',
    action: 'See the thread',
  },
  DIRECT_MESSAGE: {
    title: '{messages, plural, one {A new message} other {# new messages}} from {senderName}',
    body: '{senderName} wrote to you, and you have not read it yet.',
    action: 'Read and answer',
  },
  POST_APPROVED: {
    title: 'Your post in “{threadTitle}” is there for everyone',
    body: 'A moderator looked at what you wrote in {courseTitle}. Everyone in the course reads it now.\n\n{reason}',
    action: 'See the post',
  },
  POST_REMOVED: {
    title: 'Your post in “{threadTitle}” was removed',
    body: 'A moderator removed what you wrote in {courseTitle}.\n\n{reason}\n\nDo you see it differently? You may ask for another decision, once: choose “Appeal” beside the post.',
    action: 'See the decision',
  },
  MODERATION_WARNING: {
    title: 'A warning from the moderators of {courseTitle}',
    body: 'A moderator asks you not to write again like you did in {courseTitle}.\n\n{reason}',
    action: 'Go to the course',
  },
  MODERATION_MUTE: {
    title: 'You may not write in {courseTitle} for now',
    body: 'You read what is said in {courseTitle}, and say nothing, until {until}.\n\n{reason}\n\nWhere a post was removed as well, you may ask for another decision about it, once.',
    action: 'Go to the course',
  },
  MODERATION_BAN: {
    title: 'You are kept out of the discussions of {courseTitle}',
    body: 'You take no part in what is said in {courseTitle} until {until}. Its lessons stay open to you.\n\n{reason}\n\nWhere a post was removed as well, you may ask for another decision about it, once.',
    action: 'Go to the course',
  },
  PAYMENT_RECEIVED: {
    title: 'Thank you for your order',
    body: 'Your payment for {courses, plural, one {# course} other {# courses}} has arrived. The receipt is a letter of its own.',
    action: 'See the order',
  },
  PAYMENT_REFUNDED: {
    title: 'Your refund is on its way',
    body: 'What you paid for {courses, plural, one {# course} other {# courses}} goes back to where it came from.',
    action: 'See the order',
  },
};
