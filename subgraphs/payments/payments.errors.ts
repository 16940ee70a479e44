import { defineErrors } from '../../kit/errors/errors';

export const paymentsErrors = defineErrors({});
