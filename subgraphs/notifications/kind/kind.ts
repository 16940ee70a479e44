import { registerEnumType } from 'type-graphql';

/** What somebody is told. */
export enum NotificationKind {
  WELCOME = 'WELCOME',
  ENROLLED = 'ENROLLED',
  WAITLIST_PROMOTED = 'WAITLIST_PROMOTED',
  COURSE_COMPLETED = 'COURSE_COMPLETED',
  REVIEW_POSTED = 'REVIEW_POSTED',
  REVIEW_REPLIED = 'REVIEW_REPLIED',
  ANNOUNCEMENT = 'ANNOUNCEMENT',
  LIVE_REMINDER = 'LIVE_REMINDER',
  LIVE_CANCELLED = 'LIVE_CANCELLED',
  MENTION = 'MENTION',
  NEW_ANSWER = 'NEW_ANSWER',
  NEW_POST = 'NEW_POST',
  ANSWER_ACCEPTED = 'ANSWER_ACCEPTED',
  DIRECT_MESSAGE = 'DIRECT_MESSAGE',
  PAYMENT_RECEIVED = 'PAYMENT_RECEIVED',
  PAYMENT_REFUNDED = 'PAYMENT_REFUNDED',
}

registerEnumType(NotificationKind, {
  name: 'NotificationKind',
  description: 'What a notification is about.',
  valuesConfig: {
    WELCOME: { description: 'The account is there.' },
    ENROLLED: { description: 'A course has begun for the person.' },
    WAITLIST_PROMOTED: { description: 'A seat that the person waited for is theirs.' },
    COURSE_COMPLETED: { description: 'The person has completed a course.' },
    REVIEW_POSTED: { description: 'Somebody reviewed a course that the person teaches.' },
    REVIEW_REPLIED: { description: 'An instructor answered the person’s review.' },
    ANNOUNCEMENT: { description: 'An instructor says something to everyone in a course.' },
    LIVE_REMINDER: { description: 'A live session of a course begins soon.' },
    LIVE_CANCELLED: { description: 'A live session of a course does not take place.' },
    MENTION: { description: 'Somebody named the person in a post.' },
    NEW_ANSWER: { description: 'A question that the person follows has an answer.' },
    NEW_POST: { description: 'There is something new in a discussion, or a forum, that the person follows.' },
    ANSWER_ACCEPTED: { description: 'The person’s answer was accepted.' },
    DIRECT_MESSAGE: { description: 'Somebody wrote to the person, who has not read it for ten minutes.' },
    PAYMENT_RECEIVED: { description: 'An order of the person was paid.' },
    PAYMENT_REFUNDED: { description: 'Money went back to the person.' },
  },
});
