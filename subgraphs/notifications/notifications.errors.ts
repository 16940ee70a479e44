import { defineErrors } from '../../kit/errors/errors';

export const notificationsErrors = defineErrors({
  TOO_MANY_MUTES: { message: 'You have muted {most} courses.', remedy: 'Hear some of them again with `unmuteCourse`.' },
});
