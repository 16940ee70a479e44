import { defineErrors } from '../../kit/errors/errors';

export const notificationsErrors = defineErrors({});
