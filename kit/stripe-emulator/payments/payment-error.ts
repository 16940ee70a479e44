import type Stripe from 'stripe';
import { cardError } from '../cards/card';
import type { Decline } from '../cards/test-cards';
import type { ApiError } from '../api/errors';
import type { Kept } from '../engine/objects';

type PaymentMethod = Kept<'payment_method'>;

/** What an intent keeps of the last attempt that failed. */
export function lastError(
  { code, declineCode, message }: Decline,
  method: PaymentMethod,
  charge?: string,
): Stripe.PaymentIntent.LastPaymentError {
  return {
    ...(charge ? { charge } : {}),
    code,
    decline_code: declineCode,
    doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}`,
    message,
    payment_method: method,
    type: 'card_error',
  };
}

/** The refusal with which a request ends whose payment was declined; the intent is in it, as it stands now. */
export function declined(decline: Decline, method: PaymentMethod, extra: object): ApiError {
  return cardError(decline, undefined, { payment_method: method, ...extra });
}

export const AUTHENTICATION_REQUIRED: Decline = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};
