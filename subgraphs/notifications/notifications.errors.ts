import { defineErrors } from '../../kit/errors/errors';

export const notificationsErrors = defineErrors({
  ANNOUNCEMENT_OVER: {
    message: 'This announcement is {state}: nothing about it changes any more.',
    remedy: 'Only what is `SCHEDULED` can be changed or cancelled. Say something else with `createAnnouncement`.',
  },
  TOO_MANY_FOLLOWS: {
    message: 'You follow {most} instructors and categories.',
    remedy: 'Follow some of them no more: `unfollowInstructor`, `unfollowCategory`.',
  },
  PUSH_UNAVAILABLE: {
    message: 'No push messages are sent here.',
    remedy: '`pushPublicKey` is null then: do not offer them. Operators set `PUSH_CONTACT`.',
  },
  SMS_UNAVAILABLE: {
    message: 'No text messages are sent here.',
    remedy: 'Do not ask for a number. Operators set `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN` and `TWILIO_FROM`.',
  },
  UNSIGNED_REPORT: {
    message: 'This was not signed by who may tell what became of a message, or too long ago.',
    remedy:
      'Only providers call this. Compare `TWILIO_AUTH_TOKEN`, `MAILGUN_SIGNING_KEY` or `MAIL_EVENTS_KEY` with theirs.',
  },
  WRONG_CODE: {
    message: 'This is not the code, or it is not good any more.',
    remedy: 'Codes are good for ten minutes, once, and for five tries. Ask for another one.',
  },
  TOO_MANY_MUTES: { message: 'You have muted {most} courses.', remedy: 'Hear some of them again with `unmuteCourse`.' },
});
