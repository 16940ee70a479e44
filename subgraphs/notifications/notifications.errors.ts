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
  TOO_MANY_MUTES: { message: 'You have muted {most} courses.', remedy: 'Hear some of them again with `unmuteCourse`.' },
});
