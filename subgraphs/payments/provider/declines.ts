import { registerEnumType } from 'type-graphql';

/** Why a payment was declined, in as far as the buyer may know it and can do something about it. */
export enum DeclineReason {
  CARD_DECLINED = 'CARD_DECLINED',
  INSUFFICIENT_FUNDS = 'INSUFFICIENT_FUNDS',
  CARD_EXPIRED = 'CARD_EXPIRED',
  WRONG_SECURITY_CODE = 'WRONG_SECURITY_CODE',
  WRONG_CARD_DETAILS = 'WRONG_CARD_DETAILS',
  LIMIT_EXCEEDED = 'LIMIT_EXCEEDED',
  NOT_SUPPORTED = 'NOT_SUPPORTED',
  AUTHENTICATION_FAILED = 'AUTHENTICATION_FAILED',
  TRY_AGAIN = 'TRY_AGAIN',
}

registerEnumType(DeclineReason, {
  name: 'DeclineReason',
  description: 'Why a payment was declined.',
  valuesConfig: {
    CARD_DECLINED: { description: 'The bank said no, without a reason that it tells.' },
    INSUFFICIENT_FUNDS: { description: 'There is not enough money.' },
    CARD_EXPIRED: { description: 'The card has expired.' },
    WRONG_SECURITY_CODE: { description: 'The security code is wrong.' },
    WRONG_CARD_DETAILS: { description: 'Number, date or postal code are wrong.' },
    LIMIT_EXCEEDED: { description: 'It is more than the card may spend.' },
    NOT_SUPPORTED: { description: 'The card cannot be used for this.' },
    AUTHENTICATION_FAILED: { description: 'The bank could not make sure that it was the buyer.' },
    TRY_AGAIN: { description: 'Something failed on the way; the same card may do.' },
  },
});

export interface Decline {
  readonly reason: DeclineReason;
  /** The provider's own code, for staff and metrics; never shown to the buyer: it may say that a card was stolen. */
  readonly code: string;
}

const messages: Readonly<Record<DeclineReason, string>> = {
  CARD_DECLINED: 'The bank declined the payment. Ask it why, or use another card.',
  INSUFFICIENT_FUNDS: 'There is not enough money on the card. Use another one.',
  CARD_EXPIRED: 'The card has expired. Use another one.',
  WRONG_SECURITY_CODE: 'The security code is wrong. Check it and try again.',
  WRONG_CARD_DETAILS: 'Something about the card was typed wrong. Check it and try again.',
  LIMIT_EXCEEDED: 'That is more than the card may spend now. Use another one, or ask the bank.',
  NOT_SUPPORTED: 'This card cannot be used for this payment. Use another one.',
  AUTHENTICATION_FAILED: 'The bank could not confirm that it was you. Try again, or use another card.',
  TRY_AGAIN: 'The payment did not go through. Try again in a moment.',
};

export const declineMessage = (reason: DeclineReason): string => messages[reason];

/** Stripe's error and decline codes (https://docs.stripe.com/declines/codes); whatever is not here is a plain "no". */
const reasons: Readonly<Record<string, DeclineReason>> = {
  insufficient_funds: DeclineReason.INSUFFICIENT_FUNDS,
  expired_card: DeclineReason.CARD_EXPIRED,
  incorrect_cvc: DeclineReason.WRONG_SECURITY_CODE,
  invalid_cvc: DeclineReason.WRONG_SECURITY_CODE,
  incorrect_number: DeclineReason.WRONG_CARD_DETAILS,
  invalid_number: DeclineReason.WRONG_CARD_DETAILS,
  invalid_expiry_month: DeclineReason.WRONG_CARD_DETAILS,
  invalid_expiry_year: DeclineReason.WRONG_CARD_DETAILS,
  incorrect_zip: DeclineReason.WRONG_CARD_DETAILS,
  incorrect_address: DeclineReason.WRONG_CARD_DETAILS,
  invalid_account: DeclineReason.WRONG_CARD_DETAILS,
  card_velocity_exceeded: DeclineReason.LIMIT_EXCEEDED,
  withdrawal_count_limit_exceeded: DeclineReason.LIMIT_EXCEEDED,
  card_not_supported: DeclineReason.NOT_SUPPORTED,
  currency_not_supported: DeclineReason.NOT_SUPPORTED,
  invalid_amount: DeclineReason.NOT_SUPPORTED,
  transaction_not_allowed: DeclineReason.NOT_SUPPORTED,
  authentication_required: DeclineReason.AUTHENTICATION_FAILED,
  authentication_not_handled: DeclineReason.AUTHENTICATION_FAILED,
  payment_intent_authentication_failure: DeclineReason.AUTHENTICATION_FAILED,
  setup_intent_authentication_failure: DeclineReason.AUTHENTICATION_FAILED,
  approve_with_id: DeclineReason.TRY_AGAIN,
  issuer_not_available: DeclineReason.TRY_AGAIN,
  processing_error: DeclineReason.TRY_AGAIN,
  reenter_transaction: DeclineReason.TRY_AGAIN,
  try_again_later: DeclineReason.TRY_AGAIN,
};

interface ProviderSays {
  readonly code?: string | null | undefined;
  readonly decline_code?: string | null | undefined;
}

/** The bank's code says more than the provider's, which is often no more than `card_declined`. */
export function declineOf({ code, decline_code: declineCode }: ProviderSays): Decline {
  const told = [declineCode, code].filter((name) => typeof name === 'string');
  const known = told.find((name) => Object.hasOwn(reasons, name));
  return { reason: (known && reasons[known]) || DeclineReason.CARD_DECLINED, code: told[0] ?? 'unknown' };
}
