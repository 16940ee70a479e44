/** What a card does beyond paying. */
export interface CardBehaviour {
  /** Refused as soon as it is to be charged, or saved, unless `attaches`. */
  readonly decline?: Decline;
  /** It can be saved all the same. */
  readonly attaches?: true;
  /**
   * `always`: every payment with the person present needs 3-D Secure. `unlessSetUp`: not once it was set up for later payments.
   * Without the person such a card is refused.
   */
  readonly authentication?: 'always' | 'unlessSetUp';
  /** The payment is disputed as soon as it is made. */
  readonly dispute?: 'fraudulent' | 'product_not_received' | 'inquiry';
  /** `pending`: it succeeds later. `fails`: it looks as if it had succeeded, and fails later. */
  readonly refund?: 'pending' | 'fails';
  /** The money is available at once. */
  readonly isAvailableAtOnce?: true;
}

export interface Decline {
  readonly code: string;
  readonly declineCode: string;
  readonly message: string;
}

export interface TestCard extends CardBehaviour {
  readonly number: string;
  readonly brand: Brand;
  readonly country: string;
  readonly funding: 'credit' | 'debit';
  /** `pm_card_<alias>` and `tok_<alias>`, by which servers and tests name it. */
  readonly alias: string;
}

type Brand = 'visa' | 'mastercard' | 'amex';

const declined = (declineCode: string, message = 'Your card was declined.', code = 'card_declined'): Decline => ({
  code,
  declineCode,
  message,
});

const card = (
  number: string,
  alias: string,
  behaviour: CardBehaviour & Partial<Pick<TestCard, 'brand' | 'country' | 'funding'>> = {},
): TestCard => ({
  number,
  alias,
  brand: 'visa',
  country: 'US',
  funding: 'credit',
  ...behaviour,
});

/** Stripe's test cards (https://docs.stripe.com/testing). */
export const testCards: readonly TestCard[] = [
  card('4242424242424242', 'visa'),
  card('4000056655665556', 'visa_debit', { funding: 'debit' }),
  card('5555555555554444', 'mastercard', { brand: 'mastercard' }),
  card('378282246310005', 'amex', { brand: 'amex' }),
  card('4000002760000016', 'de', { country: 'DE' }),
  card('4000000000000002', 'visa_chargeDeclined', { decline: declined('generic_decline') }),
  card('4000000000009995', 'visa_chargeDeclinedInsufficientFunds', {
    decline: declined('insufficient_funds', 'Your card has insufficient funds.'),
  }),
  card('4000000000009987', 'visa_chargeDeclinedLostCard', { decline: declined('lost_card') }),
  card('4000000000009979', 'visa_chargeDeclinedStolenCard', { decline: declined('stolen_card') }),
  card('4000000000000069', 'chargeDeclinedExpiredCard', {
    decline: declined('expired_card', 'Your card has expired.', 'expired_card'),
  }),
  card('4000000000000127', 'chargeDeclinedIncorrectCvc', {
    decline: declined('incorrect_cvc', "Your card's security code is incorrect.", 'incorrect_cvc'),
  }),
  card('4000000000000119', 'chargeDeclinedProcessingError', {
    decline: declined(
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
      'processing_error',
    ),
  }),
  card('4000000000000341', 'chargeCustomerFail', { decline: declined('generic_decline'), attaches: true }),
  card('4000002500003155', 'authenticationRequired', { authentication: 'unlessSetUp' }),
  card('4000000000003220', 'threeDSecure2Required', { authentication: 'always' }),
  card('4000008400001629', 'threeDSecureRequiredChargeDeclined', {
    authentication: 'always',
    decline: declined('generic_decline'),
  }),
  card('4000000000000259', 'createDispute', { dispute: 'fraudulent' }),
  card('4000000000002685', 'createDisputeProductNotReceived', { dispute: 'product_not_received' }),
  card('4000000000001976', 'createDisputeInquiry', { dispute: 'inquiry' }),
  card('4000000000007726', 'pendingRefund', { refund: 'pending' }),
  card('4000000000005126', 'refundFail', { refund: 'fails' }),
  card('4000000000000077', 'bypassPending', { isAvailableAtOnce: true }),
];
