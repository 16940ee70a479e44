import { CodedError } from '../../../kit/errors/errors';

/** An order that the provider takes no payment for was given up by that: nothing is left to be done about it. */
export function unlessRefused(error: unknown): void {
  if (!(error instanceof CodedError && error.code === 'PAYMENT_REFUSED')) throw error;
}
